/** What `faq check` says of the folder with all drafts, while they are written. */
import { Problem } from '../shared/api.js';
import { lineMover } from './line-diff.js';

/** Milliseconds. */
const delay = 250;

export class FolderCheck {
    /** @type {Wire.Diagnostic[]} */
    diagnostics = [];
    isRunning = false;

    /** @type {Map<string, string>} What the diagnostics are about. */
    #checked = new Map();
    #timer = 0;
    #mustRunAgain = false;

    /**
     * @param {import('../shared/api.js').Request} request
     * @param {() => {path: string, text: string | null}[]} files the drafts
     * @param {(error: unknown) => void} onRefusal
     * @param {() => void} onChange
     */
    constructor(request, files, onRefusal, onChange) {
        this.request = request;
        this.files = files;
        this.onRefusal = onRefusal;
        this.onChange = onChange;
    }

    /**
     * Checks soon, and once for any number of changes.
     *
     * @param {number} [patience] milliseconds
     */
    soon(patience = delay) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#run(), patience);
    }

    async #run() {
        if (this.isRunning) {
            this.#mustRunAgain = true;
            return;
        }
        this.isRunning = true;
        this.onChange();
        const files = this.files();
        try {
            const { diagnostics } = await this.request('POST', '/faq/check', { files });
            this.diagnostics = diagnostics;
            this.#checked = new Map(files.map(({ path, text }) => [path, text ?? '']));
        } catch (error) {
            // Others may be at work in the folder; then it is our turn later.
            if (error instanceof Problem && error.isPassing) this.soon(8 * delay);
            else this.onRefusal(error);
        }
        this.isRunning = false;
        if (this.#mustRunAgain) this.soon();
        this.#mustRunAgain = false;
        this.onChange();
    }

    /**
     * What is wrong with a file, at the lines as they are now. A line that was changed since is left alone until it is
     * checked.
     *
     * @param {string} path
     * @param {string} published
     * @param {string} now
     * @returns {Wire.Diagnostic[]}
     */
    of(path, published, now) {
        const move = lineMover(this.#checked.get(path) ?? published, now);
        return this.diagnostics.filter(({ file }) => file === path).flatMap((diagnostic) => {
            const line = move(diagnostic.line);
            return line === null ? [] : [{ ...diagnostic, line }];
        });
    }

    /** How many files have an error or a warning. */
    get troubled() {
        return new Set(this.diagnostics.filter(({ severity }) => severity !== 'note').map(({ file }) => file)).size;
    }

    /** @param {Wire.Severity} severity */
    count(severity) {
        return this.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    }
}
