/** Rows of known height, of which only those near the view have nodes. */
import { showRows } from '../shared/dom.js';

/** Pixels beyond the view in which rows are there all the same. */
const margin = 600;

/**
 * @template {{id: string}} Item
 */
export class VirtualList {
    /** @type {Item[]} */
    #items = [];
    /** @type {number[]} Where each row begins, and behind the last where it ends. */
    #tops = [0];

    /**
     * @param {HTMLElement} scroller
     * @param {HTMLElement} list positioned; it is given the height of all its rows
     * @param {(item: Item) => number} heightOf pixels
     * @param {(item: Item) => {state: unknown, make: () => HTMLElement}} rowOf
     */
    constructor(scroller, list, heightOf, rowOf) {
        this.scroller = scroller;
        this.list = list;
        this.heightOf = heightOf;
        this.rowOf = rowOf;
    }

    /** @param {Item[]} items */
    set(items) {
        this.#items = items;
        this.#tops = [0];
        let end = 0;
        for (const item of items) this.#tops.push(end += this.heightOf(item));
        this.list.style.height = `${end}px`;
        this.draw();
    }

    /** Draws the rows that are near the view now. */
    draw() {
        const { scroller, list } = this;
        if (this.#items.length === 0) return showRows(list, []);
        const { scrollTop, clientHeight } = scroller;
        const above = scrollTop - list.offsetTop - margin;
        const below = scrollTop - list.offsetTop + clientHeight + margin;
        // What has the focus keeps its node, wherever it is.
        const held = list.contains(document.activeElement) ? document.activeElement?.closest('li')?.dataset['key'] : null;
        /** @type {number[]} */
        const near = [];
        this.#items.forEach(({ id }, index) => {
            if ((this.#tops[index + 1] ?? 0) >= above && (this.#tops[index] ?? 0) <= below || id === held) near.push(index);
        });
        showRows(list, near.flatMap((index) => {
            const item = this.#items[index];
            return item ? [{ key: item.id, ...this.rowOf(item) }] : [];
        }));
        near.forEach((index, place) => this.#put(list.children[place], index));
        // A row that is drawn anew is the same one to whoever was on it.
        if (held && document.activeElement === document.body) this.#node(held)?.querySelector('a')?.focus({ preventScroll: true });
    }

    /**
     * Gives a row its place; of one that has it already, nothing is changed.
     *
     * @param {Element | undefined} node
     * @param {number} index
     */
    #put(node, index) {
        if (!(node instanceof HTMLElement)) return;
        const top = this.#tops[index] ?? 0;
        const place = [this.#items[index]?.id, top, this.#items.length].join(' ');
        if (node.dataset['place'] === place) return;
        node.dataset['place'] = place;
        node.dataset['key'] = this.#items[index]?.id ?? '';
        node.style.height = `${(this.#tops[index + 1] ?? 0) - top}px`;
        node.style.transform = `translateY(${top}px)`;
        node.setAttribute('aria-posinset', String(index + 1));
        node.setAttribute('aria-setsize', String(this.#items.length));
    }

    /** @param {string} key */
    #node(key) {
        return [...this.list.children].find((node) => node instanceof HTMLElement && node.dataset['key'] === key);
    }

    /**
     * The keys, in order.
     *
     * @returns {string[]}
     */
    get keys() {
        return this.#items.map((item) => item.id);
    }

    /**
     * Scrolls as little as brings a row into view, and draws it.
     *
     * @param {string} key
     */
    reveal(key) {
        const index = this.#items.findIndex((item) => item.id === key);
        if (index < 0) return;
        const { scroller, list } = this;
        const top = list.offsetTop + (this.#tops[index] ?? 0);
        const bottom = list.offsetTop + (this.#tops[index + 1] ?? 0);
        // The group's title stays above its rows.
        if (top - 44 < scroller.scrollTop) scroller.scrollTop = top - 44;
        else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
        this.draw();
    }

    /**
     * Gives a row's link the focus.
     *
     * @param {string} key
     */
    focus(key) {
        this.reveal(key);
        this.#node(key)?.querySelector('a')?.focus();
    }
}
