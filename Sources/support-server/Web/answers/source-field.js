/**
 * A field for the source of a file, with line numbers, colours, and cards below lines.
 *
 * The text is one run of plain text that nobody but the browser changes, so that undo, spelling and input methods work as
 * everywhere. Colours are highlights of it. A card is a float of the field's width beside it: lines give way to a float,
 * and so it stands below its line without being part of the text.
 */
import { h, showRows } from '../shared/dom.js';
import { bodyStart, lineAt, lineEnd, lineStarts, offsetAt } from './entry-text.js';
import { strokes } from './highlight.js';
import { TextPlaces } from './text-places.js';
import { say } from './answers-words.js';

/** @typedef {{line: number, column: number, length: number, severity: Wire.Severity, key: string, state: unknown, make: () => HTMLElement}} Card */

/** Pixels; the style sheet says the same. */
const lineHeight = 22;
const paints = ['key', 'value', 'faint', 'strong', 'emphasis', 'link', 'code', 'warning', 'error'];

export class SourceField {
    path = '';
    /** @type {Card[]} */
    #cards = [];
    #text = '';
    /** @type {number[]} */
    #starts = [0];
    #host = h('div');
    #places = new TextPlaces(this.#host);
    #mayLeave = false;
    #numbers = h('div', { class: 'numbers', 'aria-hidden': 'true' });
    #floats = h('div', { class: 'cards' });
    #well = h('div', { class: 'well' }, this.#numbers, this.#floats);
    element = h('div', { class: 'code' }, this.#well, h('p', { class: 'vh', id: 'source-keys' }, say.sourceKeys));

    /**
     * @param {(text: string) => void} onText
     * @param {() => void} onCaret
     */
    constructor(onText, onCaret) {
        this.onText = onText;
        this.onCaret = onCaret;
        let width = 0;
        new ResizeObserver(() => {
            if (width !== this.element.clientWidth) this.#layOut();
            width = this.element.clientWidth;
        }).observe(this.element);
        document.addEventListener('selectionchange', () => {
            if (document.activeElement === this.#host) this.#showCaret();
        });
    }

    /**
     * Begins anew with a text; what could be undone belongs to the old one.
     *
     * @param {string} path
     * @param {string} text
     */
    show(path, text) {
        this.path = path;
        const host = h('div', {
            class: 'host', role: 'textbox', 'aria-multiline': 'true', 'aria-label': say.sourceOf(path), tabindex: '0',
            'aria-describedby': 'source-keys', contenteditable: 'plaintext-only', autocapitalize: 'off', spellcheck: 'false',
        });
        // A node for each line: to find where a place is, a browser looks at all rows of its node.
        host.append(...(text.endsWith('\n') ? text : `${text}\n`).split(/(?<=\n)/));
        host.addEventListener('input', () => {
            this.#refresh();
            this.onText(this.#text);
        });
        host.addEventListener('keydown', (event) => this.#key(event));
        host.addEventListener('blur', () => {
            this.#mayLeave = false;
        });
        this.#host.remove();
        this.#host = host;
        this.#places = new TextPlaces(host);
        this.#well.append(host);
        this.#cards = [];
        this.#refresh();
    }

    get text() {
        return this.#text;
    }

    get hasFocus() {
        return document.activeElement === this.#host;
    }

    /** The line of the caret, from 1. */
    get line() {
        return lineAt(this.#starts, this.#places.caret ?? 0) + 1;
    }

    /** @param {Card[]} cards */
    set cards(cards) {
        const isSame = JSON.stringify(cards.map(({ key, state, line }) => [key, state, line]))
            === JSON.stringify(this.#cards.map(({ key, state, line }) => [key, state, line]));
        if (isSame) return;
        this.#cards = cards;
        this.#layOut();
        this.#paint();
    }

    /**
     * @param {number} line from 1
     * @param {number} [column] from 1
     */
    go(line, column = 1) {
        this.#host.focus({ preventScroll: true });
        this.#places.select(offsetAt(this.#text, line, column));
        const top = this.#top(this.#starts[line - 1] ?? 0) - this.#well.getBoundingClientRect().top;
        const { scrollTop, clientHeight } = this.element;
        if (top < scrollTop + lineHeight || top > scrollTop + clientHeight - 4 * lineHeight) {
            this.element.scrollTop = top - clientHeight / 3;
        }
        this.#showCaret();
    }

    focus() {
        this.#host.focus();
    }

    /**
     * Changes the text as if it had been typed, so that undo takes it back.
     *
     * @param {import('./remedies.js').Edit} edit
     */
    apply({ from, to, text }) {
        this.#host.focus({ preventScroll: true });
        this.#places.select(from, to);
        // The one way to change an editable text that its undo knows of.
        document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        const isInKeys = (this.#places.caret ?? 0) < bodyStart(this.#text, this.path);
        if (event.key === 'Escape') {
            this.#mayLeave = true;
            return;
        }
        if (event.key === 'Tab' && isInKeys && !this.#mayLeave && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            if (!event.shiftKey) document.execCommand('insertText', false, '  ');
            else this.#outdent();
        }
        if (event.key !== 'Shift') this.#mayLeave = false;
    }

    #outdent() {
        const caret = this.#places.caret ?? 0;
        const start = this.#starts[lineAt(this.#starts, caret)] ?? 0;
        const spaces = Math.min(2, /^ */.exec(this.#text.slice(start))?.[0]?.length ?? 0);
        if (spaces === 0) return;
        this.apply({ from: start, to: start + spaces, text: '' });
        this.#places.select(Math.max(start, caret - spaces));
    }

    // MARK: drawing

    #refresh() {
        this.#text = this.#places.read();
        this.#starts = lineStarts(this.#text);
        this.#layOut();
        this.#paint();
    }

    #paint() {
        const registry = CSS.highlights;
        if (!registry) return;
        /** @type {Map<string, Highlight>} */
        const highlights = new Map(paints.map((paint) => [paint, new Highlight()]));
        for (const [paint, from, to] of strokes(this.#text, this.path)) {
            const range = this.#places.range(from, to);
            if (range) highlights.get(paint)?.add(range);
        }
        for (const { line, column, length, severity } of this.#cards) {
            const from = offsetAt(this.#text, line, column);
            const to = offsetAt(this.#text, line, column + Math.max(1, length));
            const range = this.#places.range(from, Math.min(to, lineEnd(this.#text, from)));
            if (range) highlights.get(severity === 'error' ? 'error' : 'warning')?.add(range);
        }
        for (const [paint, highlight] of highlights) registry.set(`source-${paint}`, highlight);
    }

    /**
     * Where a place is on the screen.
     *
     * @param {number} offset
     */
    #top(offset) {
        const box = this.#places.range(offset, offset + 1)?.getBoundingClientRect();
        return box ? box.top + box.height / 2 - lineHeight / 2 : this.#host.getBoundingClientRect().top;
    }

    /** Makes room for the cards below their lines, and numbers the lines where they stand then. */
    #layOut() {
        /** @type {Map<number, Card[]>} */
        const byLine = new Map();
        for (const card of this.#cards) byLine.set(card.line, [...(byLine.get(card.line) ?? []), card]);
        const lines = [...byLine.keys()].filter((line) => line <= this.#starts.length).sort((a, b) => a - b);
        this.#floats.hidden = true;
        const origin = this.#host.getBoundingClientRect().top;
        // Counted in rows, as all rows are of one height while no card stands between them.
        const rows = this.#starts.map((start) => Math.round((this.#top(start) - origin) / lineHeight));
        const all = Math.max(rows.length, Math.round(this.#host.getBoundingClientRect().height / lineHeight));
        const rowsUpTo = (/** @type {number} */ line) => rows[line] ?? all;
        this.#floats.hidden = lines.length === 0;
        showRows(this.#floats, lines.map((line) => {
            const cards = byLine.get(line) ?? [];
            return {
                key: cards.map(({ key }) => key).join(' '), state: cards.map(({ state }) => state),
                make: () => h('div', { class: 'below' }, cards.map((card) => card.make())),
            };
        }));
        let before = 0;
        lines.forEach((line, index) => {
            const float = /** @type {HTMLElement} */ (this.#floats.children[index]);
            // With room to spare, as a row that touches a card by a hair's breadth goes below it.
            float.style.marginBlockStart = `${(rowsUpTo(line) - before) * lineHeight + 2}px`;
            before = rowsUpTo(line);
        });
        this.#number(lines, byLine, rows, all);
    }

    /**
     * @param {number[]} lines
     * @param {Map<number, Card[]>} byLine
     * @param {number[]} rows
     * @param {number} all
     */
    #number(lines, byLine, rows, all) {
        const origin = this.#well.getBoundingClientRect().top;
        const tops = lines.length === 0 ? rows.map((row) => row * lineHeight) : this.#starts.map((start) => this.#top(start) - origin);
        const { children } = this.#numbers;
        while (children.length > tops.length) this.#numbers.lastChild?.remove();
        while (children.length < tops.length) this.#numbers.append(h('div', { class: 'ln', 'data-line': String(children.length + 1) }));
        tops.forEach((top, index) => {
            const line = /** @type {HTMLElement} */ (children[index]);
            const height = ((rows[index + 1] ?? all) - (rows[index] ?? 0)) * lineHeight;
            const severities = (byLine.get(index + 1) ?? []).map(({ severity }) => severity);
            const kind = severities.includes('error') ? 'ln error' : severities.includes('warning') ? 'ln warning' : 'ln';
            const place = `${top} ${height}`;
            if (line.dataset['place'] !== place) {
                line.dataset['place'] = place;
                line.style.insetBlockStart = `${top}px`;
                line.style.blockSize = `${height}px`;
            }
            if (line.className !== kind) line.className = kind;
        });
        this.#showCaret();
    }

    #showCaret() {
        const { line } = this;
        this.#numbers.querySelector('.current')?.classList.remove('current');
        this.#numbers.children[line - 1]?.classList.add('current');
        // The words of the answer are for a dictionary; keys and patterns are not.
        const isProse = (this.#places.caret ?? 0) >= bodyStart(this.#text, this.path);
        if (this.#host.spellcheck !== isProse) this.#host.spellcheck = isProse;
        this.onCaret();
    }
}
