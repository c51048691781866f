/** Keeping the focus where it was while what had it is drawn anew. */

/**
 * Draws; if the focused link or button is gone afterwards, the one of the same address or name takes the focus, else `other`.
 *
 * @param {HTMLElement} region
 * @param {() => void} draw
 * @param {HTMLElement} [other]
 */
export function keepingFocus(region, draw, other) {
    const held = document.activeElement;
    const isWithin = held instanceof HTMLElement && region.contains(held);
    draw();
    if (isWithin && !held.isConnected) (twinOf(held) ?? other)?.focus();
}

/**
 * The link or button of the page that stands for the same as one that was taken away.
 *
 * @param {Element} gone
 */
export function twinOf(gone) {
    /** @type {NodeListOf<HTMLElement>} */
    const present = document.querySelectorAll('a[href], button');
    return [...present].find((one) => one.tagName === gone.tagName && meaningOf(one) === meaningOf(gone)) ?? null;
}

/** @param {Element} control */
function meaningOf(control) {
    return control.getAttribute('href') ?? control.getAttribute('aria-label') ?? control.textContent;
}
