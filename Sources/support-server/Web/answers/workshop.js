/**
 * The answers' page: the folder as the server has it, the drafts on top of it, and what the checks say of both.
 */
import { Problem, Unreachable } from '../shared/api.js';
import { tellPublished } from '../desk/answer-counts.js';
import { Drafts } from './drafts.js';
import { FolderCheck } from './folder-check.js';
import { Reach } from './reach.js';
import { changedLines } from './line-diff.js';

/** Milliseconds. */
const refreshDelay = 20_000;

/** @typedef {{path: string, version: string | null, text: string | null}} Theirs What somebody else made of a file. */

export class Workshop {
    /** @type {'loading' | 'ready'} */
    state = 'loading';
    /**
     * What the server refused, in its words.
     *
     * @type {string | null}
     */
    trouble = null;
    /** @type {Wire.Entry[]} */
    entries = [];
    /** @type {Map<string, string>} The version of each file of the folder. */
    versions = new Map();
    /**
     * Why the folder on disk does not answer, if it does not.
     *
     * @type {string | null}
     */
    problem = null;
    /** How far back the counts go. */
    span = '30d';
    /**
     * The path of the file that is open.
     *
     * @type {string | null}
     */
    open = null;
    /** @type {Map<string, {version: string | null, text: string}>} Files that were read; of one that is not there, the version is null. */
    sources = new Map();
    /** Grows with each change of a draft, so that who shows what follows from them knows. */
    edition = 0;

    #version = '';

    /**
     * @param {import('../desk/agent-session.js').Session} session
     * @param {() => void} onChange
     */
    constructor(session, onChange) {
        this.onChange = onChange;
        this.drafts = new Drafts(() => this.#changed());
        this.reach = new Reach(session, () => {
            this.trouble = null;
            if (this.state === 'ready') this.look();
            // What was written meanwhile was not checked.
            this.check.soon();
        }, onChange);
        this.request = this.reach.request;
        this.check = new FolderCheck(this.request, () => this.drafts.files, (error) => this.#refused(error), onChange);
    }

    async begin() {
        // Without the folder there is nothing to show but drafts; they wait as we do.
        while (!(await this.refresh().then(() => true, (error) => this.#refused(error)))) await this.reach.pause();
        this.state = 'ready';
        this.#changed();
        setInterval(() => !document.hidden && this.look(), refreshDelay);
        document.addEventListener('visibilitychange', () => !document.hidden && this.look());
    }

    /** Reads the folder again when somebody changed it: another editor, or the one who edits its files by hand. */
    async look() {
        try {
            const { version } = await this.request('GET', '/faq/files');
            if (version !== this.#version) await this.refresh();
        } catch (error) {
            this.#refused(error);
        }
    }

    async refresh() {
        const folder = await this.request('GET', `/faq/entries?since=${this.span}`);
        const { files } = await this.request('GET', '/faq/files');
        this.entries = folder.entries;
        this.problem = folder.problem;
        this.trouble = null;
        this.#version = folder.version;
        this.versions = new Map(files.map((/** @type {any} */ file) => [file.path, file.version]));
        for (const [path, source] of this.sources) {
            if (source.version !== (this.versions.get(path) ?? null) && path !== this.open) this.sources.delete(path);
        }
        if (this.open !== null) await this.read(this.open);
        this.check.soon();
        this.onChange();
    }

    /** @param {string} path */
    show(path) {
        this.open = path;
        this.onChange();
        this.read(path).catch((error) => this.#refused(error));
    }

    /**
     * Reads a file of the folder. A draft that says the same is none any more.
     *
     * @param {string} path
     */
    async read(path) {
        if (this.sources.get(path)?.version === (this.versions.get(path) ?? null)) return;
        const isNew = this.drafts.get(path)?.version === null;
        if ((this.state === 'ready' || isNew) && !this.versions.has(path)) {
            this.#known(path, null, null);
            this.onChange();
            return;
        }
        try {
            const { version, text } = await this.request('GET', `/faq/file?path=${encodeURIComponent(path)}`);
            this.sources.set(path, { version, text });
            this.versions.set(path, version);
            if (this.drafts.get(path)?.text === text) this.drafts.remove(path);
        } catch (error) {
            if (!(error instanceof Problem) || error.status !== 404) throw error;
            this.sources.set(path, { version: null, text: '' });
            this.versions.delete(path);
        }
        this.onChange();
    }

    // MARK: drafts

    /**
     * What a file says here, with what is not published; null when it is not known or not there.
     *
     * @param {string} path
     */
    textOf(path) {
        const draft = this.drafts.get(path);
        if (draft) return draft.text;
        const source = this.sources.get(path);
        return source && source.version !== null ? source.text : null;
    }

    /**
     * @param {string} path
     * @param {string | null} text null takes the file away
     */
    write(path, text) {
        const old = this.drafts.get(path);
        const source = this.sources.get(path);
        const version = old ? old.version : (source?.version ?? null);
        const base = old ? old.base : (source?.text ?? '');
        if (text === null && version === null) this.drafts.remove(path);
        else this.drafts.set(path, { text, version, base });
        this.#changed();
    }

    /** @param {string} path */
    discard(path) {
        this.drafts.remove(path);
        this.#changed();
        this.read(path).catch((error) => this.#refused(error));
    }

    /**
     * Goes on with the draft as a change of what somebody else has published meanwhile.
     *
     * @param {Theirs} theirs
     */
    keepMine({ path, version, text }) {
        const draft = this.drafts.get(path);
        if (!draft) return;
        this.#known(path, version, text);
        this.drafts.set(path, { text: draft.text, version, base: text ?? '' });
        this.#changed();
    }

    /** @param {Theirs} theirs */
    takeTheirs({ path, version, text }) {
        this.#known(path, version, text);
        this.discard(path);
    }

    /**
     * Whether somebody else changed the file since its draft was begun.
     *
     * @param {string} path
     */
    isOvertaken(path) {
        const draft = this.drafts.get(path);
        return draft !== undefined && this.state === 'ready' && draft.version !== (this.versions.get(path) ?? null);
    }

    /** @param {string} path */
    changedLinesOf(path) {
        const draft = this.drafts.get(path);
        return draft ? changedLines(draft.base, draft.text ?? '') : 0;
    }

    /**
     * The text of a file whether or not it was opened.
     *
     * @param {string} path
     */
    async bring(path) {
        if (this.drafts.get(path) === undefined) await this.read(path);
        return this.textOf(path) ?? '';
    }

    /**
     * What is wrong with a file, at the lines as they are now.
     *
     * @param {string} path
     */
    diagnosticsOf(path) {
        const now = this.textOf(path) ?? '';
        return this.check.of(path, this.sources.get(path)?.text ?? now, now);
    }

    // MARK: publishing

    /**
     * Publishes every draft, all or none.
     *
     * @param {string} message for the history
     */
    async publish(message) {
        const sent = this.drafts.paths.map((path) => {
            const draft = this.drafts.get(path);
            return { path, text: draft?.text ?? null, version: draft?.version ?? null };
        });
        await this.request('POST', '/faq/publish', { files: sent, ...(message === '' ? {} : { message }) });
        tellPublished();
        for (const { path, text } of sent) {
            this.#known(path, text === null ? null : 'just published', text);
            // What was written while it was published stays a draft, of the file as it is now.
            if (this.drafts.get(path)?.text === text) this.drafts.remove(path);
        }
        this.#changed();
        this.#readPublished().catch((error) => this.#refused(error));
    }

    /** Reads the files as they were written: in the one layout that files have. */
    async #readPublished() {
        await this.refresh();
        for (const path of this.drafts.paths) {
            await this.read(path);
            const source = this.sources.get(path);
            const draft = this.drafts.get(path);
            if (source && draft) this.drafts.set(path, { text: draft.text, version: source.version, base: source.text });
        }
        this.#changed();
    }

    /**
     * @param {string} path
     * @param {string | null} version
     * @param {string | null} text
     */
    #known(path, version, text) {
        this.sources.set(path, { version, text: text ?? '' });
        if (version === null) this.versions.delete(path);
        else this.versions.set(path, version);
    }

    #changed() {
        this.edition += 1;
        this.check.soon();
        this.onChange();
    }

    /** @param {unknown} error */
    #refused(error) {
        if (error instanceof Unreachable) return;
        this.trouble = error instanceof Error ? error.message : String(error);
        this.onChange();
    }
}
