/**
 * What was written and has not been confirmed. Each entry is kept under a key of its own, so tabs do not overwrite each
 * other, and one tab sends at a time. If two should send the same, the server's memory of its id makes it one message.
 *
 * @typedef {object} Outgoing
 * @property {string} id the `client_message_id`
 * @property {string} conversation
 * @property {'text' | 'quick' | 'person' | 'email' | 'note'} kind
 * @property {string} content
 * @property {string} [slug] of a quick reply
 * @property {number} at milliseconds since 1970
 * @property {string | null} refusal why it will not be sent again by itself
 */
import { newID, Problem, Unreachable } from './api.js';
import { keep, kept, keptKeys } from './keep.js';

const keptFor = 24 * 3_600_000;
const keptAtMost = 50;
const firstDelay = 1_000;
const longestDelay = 30_000;

export class Outbox {
    /** @type {Outgoing[]} In the order they were written. */
    entries = [];
    #isSending = false;
    #failures = 0;
    #timer = 0;
    #isEnded = false;

    /**
     * @param {string} writer whose words these are: `customer`, or an agent's id; two may share a browser
     * @param {string} conversation
     * @param {(entry: Outgoing) => Promise<void>} deliver throws what the request threw
     * @param {() => void} onChange
     * @param {(entry: Outgoing) => void} [share] tells other tabs, whose view of the storage may be old
     */
    constructor(writer, conversation, deliver, onChange, share = () => {}) {
        this.writer = writer;
        this.conversation = conversation;
        this.deliver = deliver;
        this.onChange = onChange;
        this.share = share;
        this.#read();
    }

    /**
     * @param {Outgoing['kind']} kind
     * @param {string} content
     * @param {string} [slug]
     */
    add(kind, content, slug) {
        /** @type {Outgoing} */
        const entry = { id: newID(), conversation: this.conversation, kind, content, at: Date.now(), refusal: null };
        if (slug) entry.slug = slug;
        this.entries.push(entry);
        this.#write(entry);
        this.share(entry);
        this.onChange();
        this.flush();
    }

    /** @param {Outgoing} entry of another tab, which sends it; we do if it cannot */
    absorb(entry) {
        if (this.entries.some((one) => one.id === entry.id)) return;
        this.entries.push(entry);
        this.onChange();
    }

    /** @param {Outgoing} entry */
    retry(entry) {
        entry.refusal = null;
        this.#write(entry);
        this.onChange();
        this.flush();
    }

    /**
     * Lets go of an entry: it was confirmed, or given up.
     *
     * @param {string | null} id
     */
    drop(id) {
        const index = this.entries.findIndex((entry) => entry.id === id);
        if (index < 0) return;
        this.entries.splice(index, 1);
        keep(this.#key(id ?? ''), null);
        this.onChange();
    }

    /** Sends what waits, one after the other, the oldest first. */
    async flush() {
        if (this.#isSending || this.#isEnded) return;
        clearTimeout(this.#timer);
        this.#isSending = true;
        try {
            const lock = `support.outbox.${this.writer}.${this.conversation}`;
            await (navigator.locks ? navigator.locks.request(lock, () => this.#sendAll()) : this.#sendAll());
        } catch (error) {
            if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
            this.#later(error instanceof Problem ? error.retryAfter : null);
        } finally {
            this.#isSending = false;
        }
    }

    async #sendAll() {
        for (;;) {
            const entry = this.entries.find((entry) => entry.refusal === null);
            if (!entry || this.#isEnded) return;
            try {
                await this.deliver(entry);
                this.drop(entry.id);
                this.#failures = 0;
            } catch (error) {
                if (!(error instanceof Problem) || error.isPassing) throw error;
                entry.refusal = error.message;
                this.#write(entry);
                this.onChange();
            }
        }
    }

    /** Sends nothing more; what is left stays in the browser for the next who opens the conversation. */
    end() {
        this.#isEnded = true;
        clearTimeout(this.#timer);
    }

    /** @param {number | null} seconds as the server wishes */
    #later(seconds) {
        if (this.#isEnded) return;
        this.#failures += 1;
        const ceiling = Math.min(longestDelay, firstDelay * 2 ** this.#failures);
        this.#timer = setTimeout(() => this.flush(), seconds ? seconds * 1_000 : Math.random() * ceiling);
        this.onChange();
    }

    #read() {
        const prefix = this.#key('');
        for (const key of keptKeys(prefix)) {
            const entry = JSON.parse(kept(key) ?? '{}');
            if (Date.now() - entry.at < keptFor) this.entries.push(entry);
            else keep(key, null);
        }
        this.entries.sort((a, b) => a.at - b.at);
    }

    /** @param {Outgoing} entry */
    #write(entry) {
        if (this.entries.length > keptAtMost) return;
        keep(this.#key(entry.id), JSON.stringify(entry));
    }

    /** @param {string} id */
    #key(id) {
        return `support.outbox.${this.writer}.${this.conversation}.${id}`;
    }
}
