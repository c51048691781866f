/** A button that opens a board of emoji. */
import { h } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { words as say } from './desk-words.js';

const columns = 8;
const board = [...'😀😊😉😅😂🙂😍🤗🤔😕😟😢😮😴🥳😎👍👎👏🙏👋💪👌🤝🎉✨🔥💡✅❌⚠️❓❗📦🚚🎁💳🧾📧📞🕐📅🏠🌍🛠️🔒🔗❤️'.matchAll(/\p{Extended_Pictographic}\u{FE0F}?/gu)].map(String);

/** @param {(emoji: string) => void} insert */
export function emojiButton(insert) {
    const button = h('button', {
        type: 'button', class: 'ib', 'aria-label': say.emoji, title: say.emoji, 'aria-expanded': 'false', 'aria-haspopup': 'dialog',
        onclick: () => (grid.hidden ? open() : close()),
    }, icon('smile'));
    const grid = h('div', { class: 'emoji', role: 'dialog', 'aria-label': say.emoji, hidden: true }, board.map((emoji) => h('button', {
        type: 'button', tabIndex: -1, onclick: () => {
            close();
            insert(emoji);
        },
    }, emoji)));
    const place = h('div', { class: 'emoji-place' }, button, grid);

    function open() {
        grid.hidden = false;
        button.setAttribute('aria-expanded', 'true');
        step(0, 0);
    }

    function close() {
        grid.hidden = true;
        button.setAttribute('aria-expanded', 'false');
    }

    /**
     * @param {number} from
     * @param {number} by
     */
    function step(from, by) {
        const next = grid.children[Math.min(board.length - 1, Math.max(0, from + by))];
        if (next instanceof HTMLElement) next.focus();
    }

    grid.addEventListener('keydown', (event) => {
        const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
        if (event.key === 'Escape') {
            close();
            button.focus();
        } else if (by !== undefined) {
            step([...grid.children].indexOf(/** @type {Element} */ (event.target)), by);
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    });
    place.addEventListener('focusout', (event) => {
        const next = /** @type {FocusEvent} */ (event).relatedTarget;
        if (!(next instanceof Node) || !place.contains(next)) close();
    });
    return place;
}
