/** A button that opens a board of emojis. */
import { h } from '../shared/dom.js';
import { emojiBoard } from '../shared/emoji-board.js';
import { icon } from './desk-icons.js';
import { words as say } from './desk-words.js';

/** @param {(emoji: string) => void} insert */
export function emojiButton(insert) {
    const button = h('button', {
        type: 'button', class: 'ib', 'aria-label': say.emoji, title: say.emoji, 'aria-expanded': 'false',
        onclick: () => show(board.hidden),
    }, icon('smile'));
    const board = emojiBoard(say.emoji, (emoji) => {
        show(false);
        insert(emoji);
    }, () => {
        show(false);
        button.focus();
    });
    const place = h('div', { class: 'emoji-place' }, button, board);
    board.hidden = true;

    /** @param {boolean} isShown */
    function show(isShown) {
        board.hidden = !isShown;
        button.setAttribute('aria-expanded', String(isShown));
        if (isShown) board.querySelector('button')?.focus();
    }

    place.addEventListener('focusout', (event) => {
        const next = /** @type {FocusEvent} */ (event).relatedTarget;
        if (!(next instanceof Node) || !place.contains(next)) show(false);
    });
    return place;
}
