/**
 * Making nodes. Words only ever become text nodes, so nothing a stranger wrote can become mark-up.
 *
 * @typedef {Node | string | number | false | null | undefined} Child
 * @typedef {Record<string, any>} Props
 */

/**
 * An element. `class`, `role`, `aria-…`, `data-…` and the like become attributes, `onclick` and its kind listeners, and
 * `value`, `disabled` and the like properties. A prop that is null or false is left out.
 *
 * @param {string} tag
 * @param {Props | null} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else if (name in element && name !== 'role' && !name.includes('-')) Reflect.set(element, name, value);
        else element.setAttribute(name === 'class' ? 'class' : name, value === true ? '' : String(value));
    }
    append(element, children);
    return element;
}

/**
 * @param {Element} parent
 * @param {(Child | Child[])[]} children
 */
function append(parent, children) {
    for (const child of children.flat()) {
        if (child === null || child === undefined || child === false) continue;
        parent.append(child instanceof Node ? child : String(child));
    }
}

/** @typedef {{key: string, state: unknown, make: () => HTMLElement}} Row */

/** @type {WeakMap<HTMLElement, {key: string, state: string}>} */
const drawn = new WeakMap();

/**
 * Makes the children of `parent` these rows, in this order. A row with the same key and an equal state keeps its node,
 * and with it focus, selection and scroll position.
 *
 * @param {HTMLElement} parent
 * @param {Row[]} rows
 */
export function showRows(parent, rows) {
    /** @type {Map<string, HTMLElement>} */
    const present = new Map();
    for (const child of parent.children) {
        const known = drawn.get(/** @type {HTMLElement} */ (child));
        if (known) present.set(known.key, /** @type {HTMLElement} */ (child));
    }
    /** @type {Element | null} */
    let next = parent.firstElementChild;
    for (const row of rows) {
        const state = JSON.stringify(row.state);
        const old = present.get(row.key);
        let node = old;
        if (!node || drawn.get(node)?.state !== state) {
            node = row.make();
            drawn.set(node, { key: row.key, state });
            if (old) {
                if (next === old) next = node;
                old.replaceWith(node);
            }
        }
        present.delete(row.key);
        if (node === next) next = next.nextElementSibling;
        else parent.insertBefore(node, next);
    }
    for (const gone of present.values()) gone.remove();
}

/**
 * Says something to those who listen instead of look. The text is taken away again, so that nobody meets it twice.
 *
 * @param {HTMLElement} region an element with `role=status`
 * @param {string} text
 */
export function announce(region, text) {
    const line = h('p', null, text);
    region.append(line);
    setTimeout(() => line.remove(), 1500);
}

/**
 * A text field that is as high as its text, up to what the style sheet allows.
 *
 * @param {HTMLTextAreaElement} field
 */
export function fitHeight(field) {
    field.rows = Math.min(6, Math.max(1, field.value.split('\n').length));
}

/**
 * Calls `draw` once for any number of changes in one turn of the event loop.
 *
 * @param {() => void} draw
 * @returns {() => void}
 */
export function batched(draw) {
    let waiting = false;
    return () => {
        if (waiting) return;
        waiting = true;
        queueMicrotask(() => {
            waiting = false;
            draw();
        });
    };
}

/**
 * Calls `submit` when the form is sent: by its button, or by Enter in its field; Shift and Enter make a new line.
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} field
 * @param {() => void} submit
 */
export function onSubmit(form, field, submit) {
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        submit();
    });
    field.addEventListener('keydown', (event) => {
        // While an input method composes, Enter chooses a word.
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        submit();
    });
}

/**
 * The letters in place of a face: `FL` for Freja Lund.
 *
 * @param {string} name
 */
export function initials(name) {
    const words = name.trim().split(/\s+/);
    const letters = words.length > 1 ? [words[0], words[words.length - 1]].map((word) => [...(word ?? '')][0]) : [...name].slice(0, 2);
    return letters.join('').toUpperCase();
}
