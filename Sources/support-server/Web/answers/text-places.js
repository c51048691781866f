/** Places in an editable text, as offsets in what it says. */

export class TextPlaces {
    /** @type {{node: Node, start: number, length: number}[]} */
    #runs = [];
    /**
     * Where the caret was last; null until it has been there.
     *
     * @type {number | null}
     */
    #caret = null;

    /** @param {HTMLElement} host */
    constructor(host) {
        this.host = host;
    }

    /** Reads the text, in which an element of the browser's own is an end of a line. */
    read() {
        let text = '';
        this.#runs = [];
        const walker = document.createTreeWalker(this.host, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const words = node instanceof Text ? node.data : node.nodeName === 'BR' || text !== '' && !text.endsWith('\n') ? '\n' : '';
            this.#runs.push({ node, start: text.length, length: words.length });
            text += words;
        }
        return text.replaceAll('\u00a0', ' ');
    }

    /**
     * @param {number} from
     * @param {number} to
     */
    range(from, to) {
        const begin = this.#point(from);
        const end = this.#point(to);
        if (!begin || !end) return null;
        const range = new Range();
        range.setStart(begin.node, begin.offset);
        range.setEnd(end.node, end.offset);
        return range;
    }

    /**
     * @param {number} from
     * @param {number} [to]
     */
    select(from, to = from) {
        const range = this.range(from, to);
        const selection = getSelection();
        if (!range || !selection) return;
        selection.removeAllRanges();
        selection.addRange(range);
        this.#caret = from;
    }

    get caret() {
        const selection = getSelection();
        const node = selection?.focusNode;
        if (!selection || !node || !this.host.contains(node)) return this.#caret;
        if (node === this.host) {
            const child = this.host.childNodes[selection.focusOffset];
            const run = this.#runs.find((one) => one.node === child) ?? this.#runs.at(-1);
            this.#caret = run ? (child ? run.start : run.start + run.length) : 0;
        } else {
            const run = this.#runs.find((one) => one.node === node);
            this.#caret = run ? run.start + Math.min(selection.focusOffset, run.length) : this.#caret;
        }
        return this.#caret;
    }

    /** @param {number} offset */
    #point(offset) {
        let low = 0;
        let high = this.#runs.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.#runs[middle]?.start ?? 0) <= offset) low = middle;
            else high = middle - 1;
        }
        const run = this.#runs[low];
        if (!run || !(run.node instanceof Text)) return null;
        return { node: run.node, offset: Math.min(offset - run.start, run.length) };
    }
}
