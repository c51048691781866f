/** A word at the foot of the page, and a way back. */
import { h, showRows } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { words as say } from './desk-words.js';

/**
 * @param {import('./desk-state.js').Desk} desk
 * @returns {{element: HTMLElement, draw: () => void}}
 */
export function toastRegion(desk) {
    const element = h('section', { class: 'toasts', 'aria-label': say.news });
    return {
        element,
        draw() {
            showRows(element, desk.toasts.map((toast) => ({ key: String(toast.id), state: 0, make: () => h('div', { class: 'toast' },
                h('span', null, toast.text),
                toast.deed && h('button', { type: 'button', class: 'lk', onclick: toast.deed.do }, toast.deed.label),
                h('button', { type: 'button', class: 'ib', 'aria-label': say.gotIt, onclick: () => {
                    desk.untoast(toast);
                    toast.onDismiss?.();
                } }, icon('x', 's'))) })));
        },
    };
}
