/**
 * Rows of known height, of which only those near the view have nodes.
 *
 * @typedef {{key: string, state: unknown, height: number, make: () => HTMLElement}} TallRow
 */
import { showRows } from '../shared/dom.js';

/** Pixels beyond the view in which rows are there all the same. */
const margin = 600;

export class VirtualList {
    /** @type {TallRow[]} */
    #rows = [];
    /** @type {number[]} Where each row begins, and behind the last where it ends. */
    #tops = [0];

    /**
     * @param {HTMLElement} scroller
     * @param {HTMLElement} list positioned; it is given the height of all its rows
     */
    constructor(scroller, list) {
        this.scroller = scroller;
        this.list = list;
    }

    /** @param {TallRow[]} rows */
    set(rows) {
        this.#rows = rows;
        this.#tops = [0];
        for (const row of rows) this.#tops.push((this.#tops.at(-1) ?? 0) + row.height);
        this.list.style.height = `${this.#tops.at(-1)}px`;
        this.draw();
    }

    /** Draws the rows that are near the view now. */
    draw() {
        const { scroller, list } = this;
        const above = scroller.scrollTop - list.offsetTop - margin;
        const below = scroller.scrollTop - list.offsetTop + scroller.clientHeight + margin;
        const held = list.contains(document.activeElement) ? document.activeElement?.closest('li')?.dataset['key'] : null;
        /** @type {import('../shared/dom.js').Row[]} */
        const near = [];
        /** @type {number[]} */
        const tops = [];
        this.#rows.forEach((row, index) => {
            const top = this.#tops[index] ?? 0;
            // What has the focus keeps its node, wherever it is.
            if ((top + row.height < above || top > below) && row.key !== held) return;
            near.push(this.#placed(row, index));
            tops.push(top);
        });
        showRows(list, near);
        [...list.children].forEach((node, index) => {
            if (node instanceof HTMLElement) node.style.transform = `translateY(${tops[index]}px)`;
        });
    }

    /**
     * @param {TallRow} row
     * @param {number} index
     */
    #placed(row, index) {
        const count = this.#rows.length;
        return { key: row.key, state: [row.state, index, count], make: () => {
            const node = row.make();
            node.dataset['key'] = row.key;
            node.style.height = `${row.height}px`;
            node.setAttribute('aria-posinset', String(index + 1));
            node.setAttribute('aria-setsize', String(count));
            return node;
        } };
    }

    /**
     * The keys, in order.
     *
     * @returns {string[]}
     */
    get keys() {
        return this.#rows.map((row) => row.key);
    }

    /**
     * Scrolls as little as brings a row into view, and draws it.
     *
     * @param {string} key
     */
    reveal(key) {
        const index = this.#rows.findIndex((row) => row.key === key);
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
        for (const node of this.list.children) {
            if (node instanceof HTMLElement && node.dataset['key'] === key) node.querySelector('a')?.focus();
        }
    }
}
