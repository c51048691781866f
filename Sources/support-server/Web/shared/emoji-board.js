/** A board of emojis, walked with the arrow keys. */
import { h } from './dom.js';

const emojis = [...'😀😃😄😁😅😂🙂😉😊😍😘😋😎🤔😐😕🙁😢😭😡😱😴🤒🥳🙏👍👎👌👏🙌💪🤞✌👋❤💔✨🔥🎉🎁📦🚚🏠📷📅⏰✅❌❓❗☕🍵🌲🐕🐈🌞🌧🌈'];
const inRow = 8;

/**
 * @param {string} label
 * @param {(emoji: string) => void} pick
 * @param {() => void} leave called on Escape
 */
export function emojiBoard(label, pick, leave) {
    const cells = emojis.map((emoji, index) =>
        h('button', { type: 'button', class: 'emo', tabIndex: index ? -1 : 0, onclick: () => pick(emoji) }, emoji));
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
        const at = cells.indexOf(/** @type {HTMLElement} */ (event.target));
        const forward = board.matches(':dir(rtl)') ? -1 : 1;
        const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: inRow, ArrowUp: -inRow }[event.key];
        if (step !== undefined) cells[Math.max(0, Math.min(cells.length - 1, at + step))]?.focus();
        else if (event.key === 'Escape') leave();
        else return;
        event.preventDefault();
        event.stopPropagation();
    };
    const board = h('div', { class: 'emojis', role: 'group', 'aria-label': label, onkeydown }, cells);
    return board;
}
