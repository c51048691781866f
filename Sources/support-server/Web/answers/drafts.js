/**
 * What an editor has written and not published, kept in this browser for each file.
 *
 * @typedef {{text: string | null, version: string | null, base: string}} Draft
 * `text` is null where the file is to be removed; `version` and `base` are what the file was when the editor began, null
 * and empty for a new one.
 */

const prefix = 'support.answers.draft:';

export class Drafts {
    /** @type {Map<string, Draft>} */
    #all = new Map();
    /** Whether this browser keeps them: its storage may be full, or closed to us. */
    isKept = true;

    /** @param {() => void} onElsewhere called when another tab has changed one */
    constructor(onElsewhere) {
        this.#read();
        addEventListener('storage', (event) => {
            if (event.key !== null && !event.key.startsWith(prefix)) return;
            this.#read();
            onElsewhere();
        });
    }

    get size() {
        return this.#all.size;
    }

    /** In the order of their paths. */
    get paths() {
        return [...this.#all.keys()].sort();
    }

    /** @param {string} path */
    get(path) {
        return this.#all.get(path);
    }

    /**
     * Keeps a draft; one that says what the file says is no draft.
     *
     * @param {string} path
     * @param {Draft} draft
     */
    set(path, draft) {
        if (draft.version !== null && draft.text === draft.base) {
            this.remove(path);
            return;
        }
        this.#all.set(path, draft);
        try {
            localStorage.setItem(prefix + path, JSON.stringify(draft));
            this.isKept = true;
        } catch {
            this.isKept = false;
        }
    }

    /** @param {string} path */
    remove(path) {
        this.#all.delete(path);
        localStorage.removeItem(prefix + path);
    }

    /** As a check, a trial and a diff want them. */
    get files() {
        return this.paths.map((path) => ({ path, text: this.#all.get(path)?.text ?? null }));
    }

    #read() {
        this.#all.clear();
        for (let index = 0; index < localStorage.length; index += 1) {
            const key = localStorage.key(index) ?? '';
            if (!key.startsWith(prefix)) continue;
            const draft = parsed(localStorage.getItem(key) ?? '');
            if (draft) this.#all.set(key.slice(prefix.length), draft);
        }
    }
}

/**
 * @param {string} text
 * @returns {Draft | null}
 */
function parsed(text) {
    try {
        const draft = JSON.parse(text);
        const isDraft = typeof draft?.base === 'string' && (draft.text === null || typeof draft.text === 'string');
        return isDraft ? draft : null;
    } catch {
        return null;
    }
}
