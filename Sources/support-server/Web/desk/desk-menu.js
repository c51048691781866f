/**
 * A button that opens a short list of deeds.
 *
 * @typedef {{label: string, icon?: import('./desk-icons.js').IconName, do: () => void}} Deed
 */
import { h } from '../shared/dom.js';
import { icon } from './desk-icons.js';

/**
 * @param {HTMLElement} button what stands on the page; its `aria-expanded` is kept
 * @param {() => Deed[]} deeds asked for each time it opens
 * @returns {HTMLElement} the button and, while open, the list
 */
export function menu(button, deeds) {
    const place = h('div', { class: 'menu-place' }, button);
    /** @type {HTMLElement | null} */
    let list = null;
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');

    /** @param {boolean} isBack whether the focus returns to the button */
    function close(isBack) {
        if (!list) return;
        // Taking the focused item away tells of a lost focus, which closes again.
        const closing = list;
        list = null;
        closing.remove();
        button.setAttribute('aria-expanded', 'false');
        if (isBack) button.focus();
    }

    function open() {
        list = h('div', { class: 'menu', role: 'menu', 'aria-label': button.getAttribute('aria-label') ?? button.textContent },
            deeds().map((deed) => h('button', {
                type: 'button', role: 'menuitem', tabIndex: -1,
                onclick: () => {
                    close(true);
                    deed.do();
                },
            }, deed.icon && icon(deed.icon, 's'), deed.label)));
        place.append(list);
        button.setAttribute('aria-expanded', 'true');
        move(0);
    }

    /** @param {number} step 0 for the first */
    function move(step) {
        const items = [...(list?.querySelectorAll('button') ?? [])];
        const at = items.findIndex((item) => item === document.activeElement);
        items[step === 0 ? 0 : (at + step + items.length) % items.length]?.focus();
    }

    button.addEventListener('click', () => (list ? close(true) : open()));
    place.addEventListener('keydown', (event) => {
        if (!list) return;
        if (event.key === 'ArrowDown') move(1);
        else if (event.key === 'ArrowUp') move(-1);
        else if (event.key === 'Escape') close(true);
        else return;
        event.preventDefault();
        event.stopPropagation();
    });
    place.addEventListener('focusout', (event) => {
        const next = /** @type {FocusEvent} */ (event).relatedTarget;
        if (!(next instanceof Node) || !place.contains(next)) close(false);
    });
    return place;
}
