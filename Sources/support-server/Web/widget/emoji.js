/** A choice of emojis for the message. */
import { emojiBoard } from '../shared/emoji-board.js';
import { say } from './say.js';

/** @param {import('./panel.js').Panel} panel */
export function toggleEmoji({ frame }) {
    const { tray, field, smile } = frame;
    const close = () => {
        tray.replaceChildren();
        smile.setAttribute('aria-expanded', 'false');
    };
    if (tray.firstChild) return close();
    const board = emojiBoard(say.emojis, (emoji) => {
        field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end');
        field.dispatchEvent(new Event('input'));
        close();
        field.focus();
    }, () => {
        close();
        smile.focus();
    });
    tray.append(board);
    smile.setAttribute('aria-expanded', 'true');
    board.querySelector('button')?.focus();
}
