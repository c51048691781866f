/**
 * The agent's desk: where it is, what it knows, and what is told to it.
 */
import { Problem } from '../shared/api.js';
import { Realtime } from '../shared/realtime.js';
import { AnswerCounts } from './answer-counts.js';
import { Closings } from './desk-closings.js';
import { Lists } from './desk-lists.js';
import { OpenTalk } from './open-talk.js';
import { addressOf, currentRoute } from './desk-routes.js';
import { Toasts } from './desk-toasts.js';
import { words as say } from './desk-words.js';

/** Milliseconds. */
const refreshDelay = 50;

/** @typedef {'claim' | 'release' | 'hand-back' | 'transfer'} Act */

export class Desk {
    lists = new Lists(this);
    closings = new Closings(this);
    toasts = new Toasts(this);
    /** @type {OpenTalk | null} */
    open = null;
    /** @type {import('../shared/realtime.js').Connection} */
    connection = 'connecting';
    /** @type {string | null} What could not be done, in words. */
    trouble = null;
    route = currentRoute();
    /** Whether the column about the customer is shown where it has no place of its own. */
    isAboutShown = false;
    /** @type {Set<(frame: Wire.Frame) => void>} Who wants to hear every frame of the socket. */
    listeners = new Set();

    /** @type {Realtime | null} */
    #realtime = null;
    #refreshTimer = 0;
    /** @type {Map<string, OpenTalk>} Opened before, kept for what they still have to send. */
    #talks = new Map();

    /**
     * @param {import('./agent-session.js').Session} session
     * @param {() => void} changed draws the page soon
     * @param {(text: string) => void} announce says it to those who listen
     */
    constructor(session, changed, announce) {
        this.session = session;
        this.changed = changed;
        this.announce = announce;
        this.request = session.request;
        session.onSigningOut = () => this.closings.sendAll();
        this.answers = new AnswerCounts(session, changed);
        addEventListener('hashchange', () => this.session.me && this.follow());
    }

    get counts() {
        const { problems, unanswered } = this.answers;
        return { waiting: this.lists.waiting.size, assistant: this.lists.assistantCount, problems, unanswered };
    }

    get load() {
        const { me } = this.session;
        return me ? say.load(this.lists.mine.size, me.max_active_chats) : '';
    }

    begin() {
        this.#realtime = new Realtime({
            hello: () => ({ role: 'agent', token: this.session.token }),
            onFrame: (frame) => this.#receive(frame),
            onConnection: (connection) => this.#connected(connection),
            onRefused: () => this.session.end(true),
            poll: async () => {
                await this.lists.refresh();
                await this.open?.catchUp();
            },
        });
        this.follow();
        this.answers.look();
    }

    end() {
        this.#realtime?.stop();
        this.#realtime = null;
        clearTimeout(this.#refreshTimer);
        for (const talk of this.#talks.values()) talk.end();
        this.#talks.clear();
        this.lists.clear();
        this.open = null;
        this.toasts.items = [];
        this.connection = 'connecting';
    }

    /** @param {import('../shared/realtime.js').Connection} connection */
    #connected(connection) {
        this.connection = connection;
        if (connection === 'live') {
            this.#watchOpen();
            this.refreshSoon();
            this.closings.retry();
            for (const talk of this.#talks.values()) talk.outbox.flush();
        }
        this.changed();
    }

    /** Fetches the lists anew, once for any number of calls in a short while. */
    refreshSoon() {
        clearTimeout(this.#refreshTimer);
        this.#refreshTimer = setTimeout(() => this.lists.refresh().catch(() => this.#realtime?.wake()), refreshDelay);
    }

    /** @param {Wire.Frame} frame */
    #receive(frame) {
        const { event, payload } = frame;
        const { lists, session } = this;
        const id = payload?.conversation_id ?? payload?.conversation?.id;
        const talk = this.#talks.get(id);
        if (frame.seq !== undefined) {
            if (this.open?.id === id) this.open?.take(frame);
            else this.note(frame);
        } else if (event === 'queue.created' || event === 'queue.released') {
            lists.place(payload.conversation);
        } else if (event === 'queue.claimed') {
            lists.leaveQueue(id);
            if (payload.agent?.id !== session.me?.id) lists.mine.delete(id);
            else if (!lists.mine.has(id)) this.refreshSoon();
        } else if (event === 'agent.presence.changed') {
            if (payload.agent.id === session.me?.id) session.me = { ...session.me, ...payload.agent };
        } else if (event === 'customer.presence.changed' || event === 'customer.updated') {
            for (const one of [lists.find(id), talk?.conversation]) {
                if (one) one.customer = { ...one.customer, ...(payload.customer ?? { online: payload.online }) };
            }
        } else if (event === 'customer.typing') {
            talk?.showTyping(payload.is_typing);
        } else if (event === 'conversation.viewers') {
            if (talk) talk.viewers = payload.agents.filter((/** @type {Wire.AgentName} */ one) => one.id !== session.me?.id);
        } else if (event === 'system.resync' && this.open?.id === id) {
            this.open?.load().catch(() => this.#realtime?.wake());
        }
        for (const listener of this.listeners) listener(frame);
        this.changed();
    }

    /**
     * What an event of a conversation means for the lists.
     *
     * @param {Wire.Frame} frame
     */
    note({ event, payload }) {
        if (payload.conversation) this.lists.place(payload.conversation);
        if (event === 'message.created') {
            this.lists.heard(payload.message, this.open?.id === payload.conversation_id && document.visibilityState === 'visible');
        }
    }

    /**
     * @param {import('./desk-routes.js').View} view
     * @param {string | null} [id]
     */
    go(view, id = null) {
        location.hash = addressOf(view, id);
    }

    /** Shows what the address says. */
    async follow() {
        const before = this.route.view;
        this.route = currentRoute();
        this.isAboutShown = false;
        const { view, id } = this.route;
        // When it cannot be had now, the list asks again while somebody looks.
        if (view === 'closed' && before !== view) this.lists.renew(view).catch(() => {});
        if (id === (this.open?.id ?? null)) return this.changed();
        this.leave();
        if (id) await this.#show(id);
    }

    /** @param {string} id */
    async #show(id) {
        const talk = this.#talks.get(id) ?? new OpenTalk(id, this);
        this.#talks.set(id, talk);
        this.open = talk;
        this.changed();
        await this.attempt(async () => {
            await talk.load();
            if (this.open === talk) this.#watchOpen();
            this.hasRead();
        });
    }

    leave() {
        const { open } = this;
        if (open) {
            this.send({ action: 'unsubscribe_conversation', conversation_id: open.id });
            open.viewers = [];
            if (open.outbox.entries.length === 0) {
                open.end();
                this.#talks.delete(open.id);
            }
        }
        this.open = null;
        this.trouble = null;
        this.changed();
    }

    #watchOpen() {
        if (this.open?.conversation) {
            this.send({ action: 'subscribe_conversation', conversation_id: this.open.id, after: this.open.seq });
        }
    }

    /** Says that what stands in the open conversation has been read, if it is ours. */
    hasRead() {
        const { open } = this;
        const listed = open && this.lists.mine.get(open.id);
        if (!open || !listed || document.visibilityState !== 'visible') return;
        listed.unread_count = 0;
        const newest = open.newestUnread();
        if (newest > 0 && this.send({ action: 'read', conversation_id: open.id, seq: newest })) open.readByMe = newest;
        this.changed();
    }

    /** @param {object} frame */
    send(frame) {
        return this.#realtime?.send(frame) ?? false;
    }

    /**
     * Claims, releases, hands back or passes on a conversation.
     *
     * @param {Act} act
     * @param {string} id
     * @param {object} [body]
     * @returns {Promise<boolean>} whether it was done; else {@link trouble} says why not
     */
    async act(act, id, body) {
        const talk = this.#talks.get(id);
        const isDone = await this.attempt(async () => {
            const answer = await this.request('POST', `/conversations/${id}/${act}`, body);
            this.lists.place(answer.conversation);
            talk?.learn(answer.conversation);
        });
        // It failed because it stands otherwise than we thought; if that cannot be asked either, the socket will tell.
        if (!isDone) await talk?.reload().catch(() => {});
        this.hasRead();
        this.changed();
        return isDone;
    }

    /** Claims the next one in line and opens it, if there is one. */
    claimNext() {
        return this.attempt(async () => {
            const answer = await this.request('POST', '/queue/claim-next');
            if (!answer) {
                this.toasts.add(say.neverMind);
                return;
            }
            this.lists.place(answer.conversation);
            this.go('chats', answer.conversation.id);
        });
    }

    /**
     * A colleague was faster, or was given it.
     *
     * @param {Wire.AgentName} agent
     */
    announceClaim(agent) {
        this.announce(say.nowTheirs(agent.display_name));
    }

    tryNow() {
        this.#realtime?.wake();
    }

    /**
     * @param {() => unknown} action
     * @returns {Promise<boolean>} whether it succeeded; else {@link trouble} says why not
     */
    async attempt(action) {
        try {
            this.trouble = null;
            await action();
        } catch (error) {
            // One who is signed out hears that instead.
            if (!(error instanceof Problem && error.status === 401)) {
                this.trouble = error instanceof Error ? error.message : String(error);
            }
        }
        this.changed();
        return this.trouble === null;
    }
}
