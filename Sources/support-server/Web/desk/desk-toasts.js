/**
 * Words at the foot of the page, some with a way back.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {{label: string, do: () => void}} WayBack
 * @typedef {{id: number, text: string, wayBack: WayBack | undefined, onDismiss?: () => void}} Toast
 */
import { h, showRows } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { words as say } from './desk-words.js';

/** More than this at once is no news but noise. */
const most = 3;

export class Toasts {
    /** @type {Toast[]} */
    items = [];
    #count = 0;

    /** @param {Desk} desk */
    constructor(desk) {
        this.desk = desk;
    }

    /**
     * @param {string} text
     * @param {WayBack} [wayBack]
     * @param {number} [lasts] milliseconds
     */
    add(text, wayBack, lasts = 6_000) {
        /** @type {Toast} */
        const toast = { id: this.#count += 1, text, wayBack };
        this.items = [...this.items, toast].slice(-most);
        this.desk.announce(text);
        setTimeout(() => this.remove(toast), lasts);
        this.desk.changed();
        return toast;
    }

    /** @param {Toast} toast */
    remove(toast) {
        this.items = this.items.filter((one) => one !== toast);
        this.desk.changed();
    }
}

/**
 * @param {Desk} desk
 * @returns {{element: HTMLElement, draw: () => void}}
 */
export function toastRegion(desk) {
    const element = h('section', { class: 'toasts', 'aria-label': say.news });

    /** @param {Toast} toast */
    function node(toast) {
        const { text, wayBack } = toast;
        const dismiss = () => {
            desk.toasts.remove(toast);
            toast.onDismiss?.();
        };
        return h('div', { class: 'toast' },
            h('span', null, text),
            wayBack && h('button', { type: 'button', class: 'lk', onclick: wayBack.do }, wayBack.label),
            h('button', { type: 'button', class: 'ib', 'aria-label': say.gotIt, onclick: dismiss }, icon('x', 's')));
    }

    return {
        element,
        draw() {
            showRows(element, desk.toasts.items.map((toast) => ({ key: String(toast.id), state: 0, make: () => node(toast) })));
        },
    };
}
