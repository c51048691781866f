/**
 * The customer's conversation: what is known of it, and what the customer can do with it.
 *
 * @typedef {import('../shared/outbox.js').Outgoing} Outgoing
 */
import { allMessages, makeRequest } from '../shared/api.js';
import { Feed } from '../shared/feed.js';
import { Outbox } from '../shared/outbox.js';
import { Realtime } from '../shared/realtime.js';

const sessionKey = 'support.session';
const typingLasts = 6_000;
const typingSaidEvery = 3_000;
/** Others leaving the line is no event of this conversation, so its place is asked for. */
const placeAskedEvery = 15_000;

export class CustomerConversation {
    /** @type {Wire.Conversation | null} */
    conversation = null;
    /** @type {Map<string, Wire.Message>} */
    messages = new Map();
    /** @type {Wire.QuickQuestion[]} */
    openingQuestions = [];
    /** @type {Outbox | null} */
    outbox = null;
    /** @type {import('../shared/realtime.js').Connection} */
    connection = 'connecting';
    /** @type {string | null} Who is writing. */
    typist = null;
    /** The agent has read up to here. */
    readByAgent = 0;
    /** @type {number | null} */
    rated = null;
    /** @type {Map<string, boolean>} Whether an answer helped, by message. */
    judged = new Map();
    /** @type {string | null} A word of the shop to everybody. */
    announcement = null;
    /** @type {string | null} Why there is no conversation, or what did not work. */
    trouble = null;

    /** @type {Realtime | null} */
    #realtime = null;
    /** @type {Feed | null} */
    #feed = null;
    #typingTimer = 0;
    #typingSaidAt = 0;
    #readSaid = 0;
    #placeTimer = 0;

    /** @param {() => void} onChange */
    constructor(onChange) {
        this.onChange = onChange;
        this.request = makeRequest('/api/v1/customer', () => {
            const session = localStorage.getItem(sessionKey);
            /** @type {Record<string, string>} */
            const headers = session ? { 'X-Customer-Session-Id': session } : {};
            return headers;
        });
    }

    /** Whether this visitor has talked to us before. */
    static get isKnown() {
        return localStorage.getItem(sessionKey) !== null;
    }

    get phase() {
        return this.conversation?.phase ?? 'automated';
    }

    /** The person the customer talks to, or talked to last before the end; null for none. */
    get agentName() {
        if (this.phase === 'claimed') return this.conversation?.agent?.display_name ?? null;
        if (this.phase !== 'closed') return null;
        const replies = [...this.messages.values()].filter((message) => message.sender_type === 'agent');
        return replies.sort((a, b) => b.seq - a.seq)[0]?.sender_name ?? null;
    }

    /**
     * Resumes the visitor's conversation or begins one.
     *
     * @param {boolean} [isNew] whether an open one is to be ended
     */
    async start(isNew = false) {
        this.trouble = null;
        this.#leave();
        try {
            const answer = await this.request('POST', '/conversations/start', {
                force_new: isNew,
                locale: navigator.language,
                page: location.href,
            });
            if (answer.conversation.customer_session_id) {
                localStorage.setItem(sessionKey, answer.conversation.customer_session_id);
            }
            await this.#enter(answer);
        } catch (error) {
            this.trouble = messageOf(error);
        }
        this.onChange();
    }

    /** @param {{conversation: Wire.Conversation, messages: Wire.Message[], quick_questions: Wire.QuickQuestion[]}} answer */
    async #enter(answer) {
        let { conversation, messages } = answer;
        // The answer holds the first page at most; a long talk is fetched whole.
        if (messages.length >= 200) ({ conversation, messages } = await allMessages(this.request, conversation.id));
        const { id } = conversation;
        this.conversation = conversation;
        this.openingQuestions = answer.quick_questions;
        this.messages = new Map(messages.map((message) => [message.id, message]));
        this.outbox = new Outbox('customer', id, (entry) => this.#deliver(entry), this.onChange);
        this.#feed = new Feed(
            conversation.last_seq,
            (after) => this.request('GET', `/conversations/${id}/events?after=${after}`),
            (frame) => this.#apply(frame),
        );
        this.#realtime = new Realtime({
            hello: () => ({
                role: 'customer',
                session: localStorage.getItem(sessionKey),
                conversation_id: id,
                after: this.#feed?.seq ?? 0,
            }),
            onFrame: (frame) => this.#receive(frame),
            onConnection: (connection) => this.#connected(connection),
            onRefused: () => {
                this.trouble = 'gone';
                this.onChange();
            },
            poll: async () => {
                await this.#feed?.catchUp();
                this.outbox?.flush();
            },
        });
        this.#placeTimer = setInterval(() => this.#askPlace(), placeAskedEvery);
        this.outbox.flush();
    }

    #leave() {
        this.#realtime?.stop();
        this.#feed?.end();
        this.outbox?.end();
        clearInterval(this.#placeTimer);
        this.connection = 'connecting';
        this.typist = null;
        this.readByAgent = 0;
        this.rated = null;
        this.#readSaid = 0;
    }

    /** @param {Wire.Frame} frame */
    #receive(frame) {
        const { event, payload } = frame;
        if (frame.seq !== undefined) {
            this.#feed?.take(frame);
        } else if (event === 'agent.typing') {
            this.#showTypist(payload.is_typing ? payload.display_name || this.conversation?.agent?.display_name || '' : null);
        } else if (event === 'system.resync') {
            this.#feed?.catchUp().catch(() => this.#realtime?.wake());
        } else {
            this.#apply(frame);
        }
    }

    /** @param {Wire.Frame} frame */
    #apply({ event, payload }) {
        if (payload?.conversation?.id === this.conversation?.id) this.conversation = payload.conversation;
        if (event === 'message.created') this.#add(payload.message);
        else if (event === 'announcement.created') this.announcement = payload.content;
        else if (event === 'message.read' && payload.reader !== 'customer') {
            this.readByAgent = Math.max(this.readByAgent, payload.up_to);
        }
        this.onChange();
    }

    /** @param {Wire.Message | null} message */
    #add(message) {
        if (!message || message.conversation_id !== this.conversation?.id) return;
        this.messages.set(message.id, message);
        if (message.sender_type === 'agent') this.#showTypist(null);
        if (message.client_message_id) this.outbox?.drop(message.client_message_id);
    }

    /** @param {import('../shared/realtime.js').Connection} connection */
    #connected(connection) {
        this.connection = connection;
        if (connection === 'live') this.outbox?.flush();
        this.onChange();
    }

    /** @param {string | null} name */
    #showTypist(name) {
        clearTimeout(this.#typingTimer);
        this.typist = name;
        if (name !== null) this.#typingTimer = setTimeout(() => this.#showTypist(null), typingLasts);
        this.onChange();
    }

    /** @param {Outgoing} entry */
    async #deliver(entry) {
        const path = `/conversations/${entry.conversation}`;
        const naming = { client_message_id: entry.id };
        let answer;
        if (entry.kind === 'quick') answer = await this.request('POST', `${path}/quick-replies/${entry.slug}`, naming);
        else if (entry.kind === 'person') answer = await this.request('POST', `${path}/escalate`, naming);
        else answer = await this.request('POST', `${path}/messages`, { content: entry.content, ...naming });
        if (answer.conversation.id !== this.conversation?.id) return;
        // An older answer must not undo what the socket has told since.
        if (answer.conversation.last_seq >= (this.conversation?.last_seq ?? 0)) this.conversation = answer.conversation;
        this.#add(answer.customer_message);
        this.#add(answer.bot_message);
        this.#add(answer.system_message);
    }

    async #askPlace() {
        if (this.phase !== 'queued' || document.visibilityState !== 'visible') return;
        await this.#attempt(async () => {
            const conversation = await this.request('GET', `/conversations/${this.conversation?.id}`);
            if (conversation.last_seq >= (this.conversation?.last_seq ?? 0)) this.conversation = conversation;
        });
    }

    /** @param {string} content */
    say(content) {
        this.outbox?.add('text', content);
        this.#typingSaidAt = 0;
    }

    /** @param {Wire.QuickQuestion} quick */
    pick(quick) {
        this.outbox?.add('quick', quick.question, quick.slug);
    }

    askForPerson() {
        if (!this.outbox?.entries.some((entry) => entry.kind === 'person')) this.outbox?.add('person', '');
    }

    /** Tells the agent, at most every few seconds, that the customer is writing. */
    isWriting() {
        if (this.phase !== 'claimed' || Date.now() - this.#typingSaidAt < typingSaidEvery) return;
        this.#typingSaidAt = Date.now();
        this.#realtime?.send({ action: 'typing', conversation_id: this.conversation?.id, is_typing: true });
    }

    /** Says that the customer has seen everything up to the newest message. */
    hasRead() {
        const newest = Math.max(0, ...[...this.messages.values()].filter((one) => one.sender_type !== 'customer').map((one) => one.seq));
        if (newest <= this.#readSaid || this.phase === 'automated') return;
        this.#readSaid = newest;
        if (this.#realtime?.send({ action: 'read', conversation_id: this.conversation?.id, seq: newest })) return;
        // A read mark that is lost is made good by the next one.
        this.request('POST', `/conversations/${this.conversation?.id}/read`, { seq: newest }).catch(() => {
            this.#readSaid = 0;
        });
    }

    /**
     * @param {Wire.Message} message
     * @param {boolean} helpful
     */
    async judge(message, helpful) {
        await this.#attempt(async () => {
            await this.request('POST', `/conversations/${message.conversation_id}/feedback`, { message_id: message.id, helpful });
            this.judged.set(message.id, helpful);
        });
    }

    async end() {
        await this.#attempt(async () => {
            const answer = await this.request('POST', `/conversations/${this.conversation?.id}/end`, {});
            this.conversation = answer.conversation;
        });
    }

    /**
     * @param {number} score
     * @param {string} comment
     */
    async rate(score, comment) {
        await this.#attempt(async () => {
            const body = comment ? { score, comment } : { score };
            await this.request('POST', `/conversations/${this.conversation?.id}/rating`, body);
            this.rated = score;
        });
    }

    dismissAnnouncement() {
        this.announcement = null;
        this.onChange();
    }

    tryNow() {
        this.#realtime?.wake();
        this.outbox?.flush();
    }

    /** @param {() => Promise<void>} action */
    async #attempt(action) {
        try {
            await action();
            this.trouble = null;
        } catch (error) {
            this.trouble = messageOf(error);
        }
        this.onChange();
    }
}

/** @param {unknown} error */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
