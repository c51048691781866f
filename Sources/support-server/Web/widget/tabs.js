/**
 * One socket for all tabs of a conversation: one tab leads and has it, the others hear through a channel. A hidden
 * leader makes way for a tab that somebody looks at. A browser without locks or channels has a socket in each tab.
 */
import { Realtime } from '../shared/realtime.js';

export { Feed } from '../shared/feed.js';

export class Tabs {
    /** @type {Realtime | null} Of the leader. */
    #realtime = null;
    /** @type {BroadcastChannel | null} */
    #channel = null;
    #waiting = new AbortController();
    #release = () => {};
    #listening = new AbortController();
    /** @type {import('../shared/realtime.js').Connection} */
    #connection = 'connecting';

    /**
     * @param {string} name
     * @param {ConstructorParameters<typeof Realtime>[0] & {onNews: (news: any) => void}} options
     */
    constructor(name, options) {
        this.name = name;
        this.options = options;
        const { signal } = this.#listening;
        // Channels and locks would keep the page out of the back/forward cache, as an open socket does.
        addEventListener('pagehide', () => this.#part(), { signal });
        addEventListener('pageshow', (event) => event.persisted && this.#join(), { signal });
        document.addEventListener('visibilitychange', () => this.#want(), { signal });
        this.#join();
    }

    get leads() {
        return this.#realtime !== null;
    }

    /** @param {object} frame */
    send(frame) {
        if (this.#realtime) return this.#realtime.send(frame);
        this.tell({ send: frame });
        return this.#connection === 'live';
    }

    wake() {
        if (this.#realtime) this.#realtime.wake();
        else this.tell({ wake: true });
    }

    /** @param {any} news for the other tabs */
    tell(news) {
        this.#channel?.postMessage(news);
    }

    stop() {
        this.#listening.abort();
        this.#part();
    }

    #join() {
        if (!navigator.locks || !window.BroadcastChannel) return this.#lead();
        this.#channel = new BroadcastChannel(this.name);
        this.#channel.onmessage = ({ data }) => this.#hear(data);
        this.#waiting = new AbortController();
        const leading = () => new Promise((release) => {
            this.#release = () => release(null);
            this.#lead();
        });
        navigator.locks.request(this.name, { signal: this.#waiting.signal }, leading).catch((error) => {
            if (error.name !== 'AbortError') this.#lead();
        });
        this.tell({ ask: true });
        this.#want();
    }

    #part() {
        const realtime = this.#realtime;
        this.#realtime = null;
        realtime?.stop();
        this.#waiting.abort();
        this.#release();
        this.#release = () => {};
        this.#channel?.close();
        this.#channel = null;
    }

    #lead() {
        if (this.#realtime || this.#listening.signal.aborted) return;
        const realtime = new Realtime({
            ...this.options,
            onFrame: (frame) => {
                this.tell({ frame });
                this.options.onFrame(frame);
            },
            onConnection: (connection) => {
                // One that was let go has nothing more to say.
                if (this.#realtime !== realtime) return;
                this.#become(connection);
                this.tell({ connection });
            },
            onRefused: (code) => {
                this.tell({ refused: code });
                this.options.onRefused(code);
            },
        });
        this.#realtime = realtime;
        this.tell({ connection: realtime.connection });
    }

    #want() {
        if (!this.#realtime && document.visibilityState === 'visible') this.tell({ want: true });
    }

    /** @param {any} news */
    #hear(news) {
        if (this.#realtime) {
            if (news.send) this.#realtime.send(news.send);
            else if (news.wake) this.#realtime.wake();
            else if (news.ask) this.tell({ connection: this.#realtime.connection });
            else if (news.want && document.visibilityState !== 'visible') {
                this.#part();
                this.#join();
            } else this.options.onNews(news);
        } else if (news.frame) this.options.onFrame(news.frame);
        else if (news.refused) this.options.onRefused(news.refused);
        else if (news.connection) {
            this.#become(news.connection);
            this.#want();
        } else this.options.onNews(news);
    }

    /** @param {import('../shared/realtime.js').Connection} connection */
    #become(connection) {
        this.#connection = connection;
        this.options.onConnection(connection);
    }
}
