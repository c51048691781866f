/**
 * The agent's desk: who waits, whose turn is ours, and the conversation that is open.
 */
import { makeRequest, Problem } from '../shared/api.js';
import { OpenTalk } from './open-talk.js';
import { Realtime } from '../shared/realtime.js';

const tokenKey = 'support.agent.token';
/** Milliseconds. */
const refreshDelay = 50;

export class Desk {
    /** @type {Wire.Agent | null} */
    me = null;
    /** @type {Map<string, Wire.AgentConversation>} In the order of the queue. */
    waiting = new Map();
    /** @type {Map<string, number>} Since when they wait, by this browser's clock. */
    waitingSince = new Map();
    /** @type {Map<string, Wire.AgentConversation>} */
    mine = new Map();
    /** @type {OpenTalk | null} */
    open = null;
    /** @type {import('../shared/realtime.js').Connection} */
    connection = 'connecting';
    /** @type {string | null} */
    trouble = null;

    /** @type {Realtime | null} */
    #realtime = null;
    /** How often the queue has been told to have changed. */
    #queueNews = 0;
    #refreshTimer = 0;
    /** @type {Map<string, OpenTalk>} Opened before, kept for their drafts and what they still have to send. */
    #talks = new Map();

    /**
     * @param {() => void} onChange
     * @param {(isExpired: boolean) => void} onSignedOut
     */
    constructor(onChange, onSignedOut) {
        this.onChange = onChange;
        this.onSignedOut = onSignedOut;
        const request = makeRequest('/api/v1/agent', () => {
            const token = sessionStorage.getItem(tokenKey);
            /** @type {Record<string, string>} */
            const headers = token ? { Authorization: `Bearer ${token}` } : {};
            return headers;
        });
        /** @type {import('../shared/api.js').Request} */
        this.request = async (method, path, body) => {
            try {
                return await request(method, path, body);
            } catch (error) {
                if (error instanceof Problem && error.status === 401 && this.me) this.#forget(true);
                throw error;
            }
        };
    }

    static get hasToken() {
        return sessionStorage.getItem(tokenKey) !== null;
    }

    /**
     * @param {string} username
     * @param {string} password
     */
    async signIn(username, password) {
        sessionStorage.removeItem(tokenKey);
        const answer = await this.request('POST', '/auth/login', { username, password });
        sessionStorage.setItem(tokenKey, answer.access_token);
        this.#begin(await this.request('POST', '/presence', { presence: 'online' }));
    }

    /** Goes on with the token of this tab. */
    async resume() {
        try {
            const me = await this.request('GET', '/me');
            this.#begin(me.presence === 'offline' ? await this.request('POST', '/presence', { presence: 'online' }) : me);
        } catch (error) {
            if (error instanceof Problem && error.status === 401) this.#forget(true);
            else throw error;
        }
    }

    async signOut() {
        await this.request('POST', '/auth/logout').catch(() => {});
        this.#forget(false);
    }

    /** @param {Wire.Agent} me */
    #begin(me) {
        this.me = me;
        this.#realtime = new Realtime({
            hello: () => ({ role: 'agent', token: sessionStorage.getItem(tokenKey) }),
            onFrame: (frame) => this.#receive(frame),
            onConnection: (connection) => this.#connected(connection),
            onRefused: () => this.#forget(true),
            poll: async () => {
                await this.refresh();
                await this.open?.catchUp();
            },
        });
        this.onChange();
    }

    /** @param {boolean} isExpired */
    #forget(isExpired) {
        this.#realtime?.stop();
        this.#realtime = null;
        clearTimeout(this.#refreshTimer);
        sessionStorage.removeItem(tokenKey);
        for (const talk of this.#talks.values()) talk.end();
        this.#talks.clear();
        this.waiting.clear();
        this.mine.clear();
        this.me = null;
        this.open = null;
        this.connection = 'connecting';
        this.onSignedOut(isExpired);
    }

    /** @param {import('../shared/realtime.js').Connection} connection */
    #connected(connection) {
        this.connection = connection;
        if (connection === 'live') {
            this.#watchOpen();
            this.refreshSoon();
            for (const talk of this.#talks.values()) talk.outbox.flush();
        }
        this.onChange();
    }

    /** Fetches the lists anew, once for any number of calls in a short while. */
    refreshSoon() {
        clearTimeout(this.#refreshTimer);
        this.#refreshTimer = setTimeout(() => this.refresh().catch(() => this.#realtime?.wake()), refreshDelay);
    }

    /** Fetches both lists anew. */
    async refresh() {
        const before = this.#queueNews;
        const [queue, mine] = await Promise.all([
            this.request('GET', '/queue'),
            this.request('GET', '/conversations?status=agent&assigned=me'),
        ]);
        // What was told meanwhile may be newer than the answers.
        if (this.#queueNews !== before) return this.refreshSoon();
        this.waiting.clear();
        this.mine.clear();
        for (const conversation of queue.items) this.#place(conversation);
        for (const conversation of mine.items) this.#place(conversation);
        this.onChange();
    }

    /**
     * Puts a conversation into the list where it belongs now.
     *
     * @param {Wire.AgentConversation} conversation
     */
    #place(conversation) {
        const { id, phase } = conversation;
        const isMine = phase === 'claimed' && conversation.agent?.id === this.me?.id;
        if (isMine) this.mine.set(id, conversation);
        else this.mine.delete(id);
        if (phase === 'queued') {
            const others = [...this.waiting.values()].filter((other) => other.id !== id);
            others.splice((conversation.queue_position ?? others.length + 1) - 1, 0, conversation);
            this.waiting = new Map(others.map((other) => [other.id, other]));
            this.waitingSince.set(id, Date.now() - (conversation.wait_seconds ?? 0) * 1_000);
        } else {
            this.waiting.delete(id);
            this.waitingSince.delete(id);
        }
    }

    /** @param {Wire.Frame} frame */
    #receive(frame) {
        const { event, payload } = frame;
        const id = payload?.conversation_id ?? payload?.conversation?.id;
        if (event.startsWith('queue.')) this.#queueNews += 1;
        if (frame.seq !== undefined) {
            if (this.open?.id === id) this.open?.take(frame);
            else this.#note(frame);
        } else if (event === 'queue.created' || event === 'queue.released') {
            this.#place(payload.conversation);
        } else if (event === 'queue.claimed') {
            this.waiting.delete(id);
            if (payload.agent?.id === this.me?.id && !this.mine.has(id)) this.refreshSoon();
            else if (payload.agent?.id !== this.me?.id) this.mine.delete(id);
        } else if (event === 'agent.presence.changed' && this.me && payload.agent.id === this.me.id) {
            this.me = { ...this.me, presence: payload.agent.presence };
        } else if (event === 'customer.presence.changed') {
            for (const one of [this.waiting.get(id), this.mine.get(id), this.#talks.get(id)?.conversation]) {
                if (one) one.customer.online = payload.online;
            }
        } else if (event === 'customer.typing' && this.open?.id === id) {
            this.open?.showTyping(payload.is_typing);
        } else if (event === 'system.resync' && this.open?.id === id) {
            this.open?.catchUp().catch(() => this.#realtime?.wake());
        }
        this.onChange();
    }

    /**
     * What an event means for the lists.
     *
     * @param {Wire.Frame} frame
     */
    #note({ event, payload }) {
        if (payload.conversation) this.#place(payload.conversation);
        const listed = this.mine.get(payload.conversation_id) ?? this.waiting.get(payload.conversation_id);
        if (event !== 'message.created' || !listed || payload.message.metadata?.internal) return;
        const { seq, sender_type, content, created_at } = payload.message;
        listed.last_message = { seq, sender_type, content, created_at };
        const isSeen = this.open?.id === listed.id && document.visibilityState === 'visible';
        if (sender_type === 'customer' && !isSeen) listed.unread_count += 1;
    }

    /** @param {string} id */
    async show(id) {
        if (this.open?.id === id) return;
        this.leave();
        const talk = this.#talks.get(id) ?? new OpenTalk(id, this, (frame) => this.#note(frame));
        this.#talks.set(id, talk);
        this.open = talk;
        this.onChange();
        await this.attempt(async () => {
            await talk.load();
            if (this.open === talk) this.#watchOpen();
            this.hasRead();
        });
    }

    leave() {
        if (this.open) this.send({ action: 'unsubscribe_conversation', conversation_id: this.open.id });
        this.open = null;
        this.trouble = null;
        this.onChange();
    }

    #watchOpen() {
        if (this.open?.conversation) {
            this.send({ action: 'subscribe_conversation', conversation_id: this.open.id, after: this.open.seq });
        }
    }

    /** Says that what stands in the open conversation has been read, if it is ours. */
    hasRead() {
        const { open } = this;
        const listed = open && this.mine.get(open.id);
        if (!open || !listed || document.visibilityState !== 'visible') return;
        listed.unread_count = 0;
        const newest = open.newestUnread();
        if (newest > 0 && this.send({ action: 'read', conversation_id: open.id, seq: newest })) open.readByMe = newest;
        this.onChange();
    }

    /** @param {object} frame */
    send(frame) {
        return this.#realtime?.send(frame) ?? false;
    }

    /**
     * Claims, releases, hands back or closes the open conversation.
     *
     * @param {'claim' | 'release' | 'hand-back' | 'close'} deed
     */
    async act(deed) {
        const { open } = this;
        if (!open) return;
        await this.attempt(async () => {
            const answer = await this.request('POST', `/conversations/${open.id}/${deed}`, deed === 'close' ? {} : undefined);
            this.#place(answer.conversation);
            open.learn(answer.conversation);
        });
        if (this.trouble) await open.reload().catch(() => {});
        this.hasRead();
        this.onChange();
    }

    /** @param {string} presence */
    async setPresence(presence) {
        await this.attempt(async () => {
            this.me = await this.request('POST', '/presence', { presence });
        });
    }

    tryNow() {
        this.#realtime?.wake();
    }

    /** @param {() => Promise<void>} action */
    async attempt(action) {
        try {
            this.trouble = null;
            await action();
        } catch (error) {
            this.trouble = error instanceof Error ? error.message : String(error);
        }
        this.onChange();
    }
}
