/**
 * One socket that comes back: says hello, notices silence, waits a random while between attempts, and asks by HTTP
 * while no socket can be had.
 *
 * @typedef {'connecting' | 'live' | 'polling' | 'lost' | 'stopped'} Connection
 */

const pingEvery = 25_000;
const answerWithin = 10_000;
const stableAfter = 8_000;
const firstDelay = 500;
const longestDelay = 30_000;
const pollEvery = 3_000;
/** Sockets that fail this often in a row are perhaps forbidden by a proxy; HTTP may still pass. */
const attemptsBeforePolling = 3;
/** Close codes after which trying again cannot help: who are you, not yours, no such conversation. */
const refusals = [4401, 4403, 4404];

export class Realtime {
    /** @type {Connection} */
    connection = 'connecting';
    /** @type {WebSocket | null} */
    #socket = null;
    #failures = 0;
    /** @type {number | null} Milliseconds, as the server wishes. */
    #wishedDelay = null;
    #retryTimer = 0;
    #helloTimer = 0;
    #pingTimer = 0;
    #pongTimer = 0;
    #stableTimer = 0;
    #pollTimer = 0;
    #listening = new AbortController();

    /**
     * @param {object} options
     * @param {() => object} options.hello the first frame, without its action
     * @param {(frame: Wire.Frame) => void} options.onFrame
     * @param {(connection: Connection) => void} options.onConnection
     * @param {(code: number) => void} options.onRefused the connection is stopped
     * @param {() => Promise<void>} options.poll fetches what is new
     * @param {string} [options.origin] of the server, if it is not the page's
     */
    constructor(options) {
        this.options = options;
        const signal = this.#listening.signal;
        addEventListener('online', () => this.wake(), { signal });
        addEventListener('offline', () => this.#lose(), { signal });
        addEventListener('pageshow', () => this.wake(), { signal });
        // An open socket would keep the page out of the back/forward cache.
        addEventListener('pagehide', () => this.#drop(), { signal });
        document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake(), { signal });
        this.#connect();
    }

    /**
     * Sends a frame if the socket is live.
     *
     * @param {object} frame
     * @returns {boolean} whether it was sent
     */
    send(frame) {
        if (this.connection !== 'live' || !this.#socket) return false;
        this.#socket.send(JSON.stringify(frame));
        return true;
    }

    /** Tries at once: the network is back, or somebody looks at the page again. */
    wake() {
        if (this.connection === 'stopped') return;
        if (!this.#socket) this.#connect();
        else if (this.connection === 'live') this.#ping();
    }

    stop() {
        this.#listening.abort();
        this.#drop();
        this.#become('stopped');
    }

    #connect() {
        clearTimeout(this.#retryTimer);
        const origin = this.options.origin ?? location.origin;
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/realtime/ws`);
        this.#socket = socket;
        this.#helloTimer = setTimeout(() => this.#lose(), answerWithin);
        socket.onopen = () => socket.send(JSON.stringify({ action: 'hello', ...this.options.hello() }));
        socket.onmessage = (event) => this.#receive(String(event.data));
        socket.onclose = (event) => {
            if (refusals.includes(event.code)) {
                this.stop();
                this.options.onRefused(event.code);
            } else {
                this.#lose();
            }
        };
    }

    /** @param {string} text */
    #receive(text) {
        clearTimeout(this.#pongTimer);
        /** @type {Wire.Frame} */
        const frame = JSON.parse(text);
        if (frame.event === 'system.connected') {
            clearTimeout(this.#helloTimer);
            clearInterval(this.#pollTimer);
            this.#pollTimer = 0;
            this.#pingTimer = setInterval(() => this.#ping(), pingEvery);
            this.#stableTimer = setTimeout(() => {
                this.#failures = 0;
            }, stableAfter);
            this.#become('live');
        } else if (frame.event === 'system.goodbye') {
            this.#wishedDelay = frame.payload?.reconnect_after_ms ?? null;
        }
        if (frame.event !== 'system.pong') this.options.onFrame(frame);
    }

    #ping() {
        if (document.visibilityState !== 'visible' || !this.send({ action: 'ping' })) return;
        clearTimeout(this.#pongTimer);
        this.#pongTimer = setTimeout(() => this.#lose(), answerWithin);
    }

    /** The socket is gone or as good as gone. */
    #lose() {
        if (this.connection === 'stopped') return;
        this.#drop();
        this.#failures += 1;
        if (this.connection !== 'polling') this.#become('lost');
        const ceiling = Math.min(longestDelay, firstDelay * 2 ** this.#failures);
        const delay = this.#wishedDelay ?? Math.random() * ceiling;
        this.#wishedDelay = null;
        // Offline, nothing is tried: `online` will wake us.
        if (navigator.onLine === false) return;
        this.#retryTimer = setTimeout(() => this.#connect(), delay);
        if (this.#failures >= attemptsBeforePolling && !this.#pollTimer) {
            this.#pollTimer = setInterval(() => this.#poll(), pollEvery);
            this.#poll();
        }
    }

    async #poll() {
        if (document.visibilityState !== 'visible' || navigator.onLine === false) return;
        try {
            await this.options.poll();
            if (this.connection === 'lost') this.#become('polling');
        } catch {
            if (this.connection === 'polling') this.#become('lost');
        }
    }

    /** Lets go of the socket without a word and stops its timers. */
    #drop() {
        for (const timer of [this.#retryTimer, this.#helloTimer, this.#pongTimer, this.#stableTimer]) clearTimeout(timer);
        clearInterval(this.#pingTimer);
        const socket = this.#socket;
        this.#socket = null;
        if (socket) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }

    /** @param {Connection} connection */
    #become(connection) {
        if (connection === 'stopped') clearInterval(this.#pollTimer);
        if (this.connection === connection) return;
        this.connection = connection;
        this.options.onConnection(connection);
    }
}
