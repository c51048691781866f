/** A choice of emojis for the message. */
import { h } from '../shared/dom.js';
import { say } from './say.js';

const emojis = [...'😀😃😄😁😅😂🙂😉😊😍😘😋😎🤔😐😕🙁😢😭😡😱😴🤒🥳🙏👍👎👌👏🙌💪🤞✌👋❤💔✨🔥🎉🎁📦🚚🏠📷📅⏰✅❌❓❗☕🍵🌲🐕🐈🌞🌧🌈'];
const inRow = 8;

/** @param {import('./panel.js').Panel} panel */
export function toggleEmoji({ frame }) {
    const { tray, field, smile } = frame;
    const close = () => {
        tray.replaceChildren();
        smile.setAttribute('aria-expanded', 'false');
    };
    if (tray.firstChild) return close();
    /** @param {string} emoji */
    const pick = (emoji) => {
        field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end');
        field.dispatchEvent(new Event('input'));
        close();
        field.focus();
    };
    const cells = emojis.map((emoji, index) =>
        h('button', { type: 'button', class: 'emo', tabIndex: index ? -1 : 0, onclick: () => pick(emoji) }, emoji));
    const onkeydown = (/** @type {KeyboardEvent} */ event) => {
        const at = cells.indexOf(/** @type {HTMLElement} */ (event.target));
        const forward = frame.dialog.matches(':dir(rtl)') ? -1 : 1;
        const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: inRow, ArrowUp: -inRow }[event.key];
        if (step !== undefined) cells[Math.max(0, Math.min(cells.length - 1, at + step))]?.focus();
        else if (event.key === 'Escape') {
            close();
            smile.focus();
        } else return;
        event.preventDefault();
    };
    tray.append(h('div', { class: 'emojis', role: 'group', 'aria-label': say.emojis, onkeydown }, cells));
    smile.setAttribute('aria-expanded', 'true');
    cells[0]?.focus();
}
