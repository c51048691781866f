/**
 * The shortcuts of the desk. Single keys work outside fields only, and can be switched off.
 */
import { settings } from './desk-settings.js';

/**
 * @typedef {object} Handlers
 * @property {Record<string, () => void>} single by the key’s letter or sign
 * @property {(index: number) => void} suggest
 * @property {() => void} swapKind
 * @property {() => void} undo
 * @property {() => void} escape
 */

/**
 * @param {() => Handlers | null} handlers null while they mean nothing
 */
export function listenForKeys(handlers) {
    addEventListener('keydown', (event) => {
        const known = handlers();
        if (!known || event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
        const { target, key, altKey, ctrlKey, metaKey } = event;
        const isField = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
        const digit = /^Digit([1-3])$/.exec(event.code)?.[1];
        /** @type {(() => void) | undefined} */
        let deed;
        if (altKey && !ctrlKey && !metaKey) {
            if (digit) deed = () => known.suggest(Number(digit) - 1);
            else if (event.code === 'KeyN') deed = known.swapKind;
        } else if (ctrlKey || metaKey) {
            if (key.toLowerCase() === 'z' && !isField && !event.shiftKey) deed = known.undo;
        } else if (!isField && key === 'Escape') {
            deed = known.escape;
        } else if (!isField && settings().singleKeys) {
            deed = known.single[key.toLowerCase()];
        }
        if (!deed) return;
        event.preventDefault();
        deed();
    });
}
