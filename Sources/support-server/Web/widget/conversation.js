/** The customer's conversation: what is known of it, and what the customer can do in it. */
import { allMessages, makeRequest, Unreachable } from '../shared/api.js';
import { keep, kept } from '../shared/keep.js';
import { Outbox } from '../shared/outbox.js';
import { say } from './say.js';

const sessionKey = 'support.session';
/** A chat that ended longer ago than this is not returned to. */
const endedLately = 3_600_000;

export class CustomerConversation {
    /** @type {Wire.Conversation | null} */
    conversation = null;
    /** @type {Map<string, Wire.Message>} */
    messages = new Map();
    /** @type {Wire.QuickQuestion[]} */
    openingQuestions = [];
    /** @type {Map<string, string>} The question of each entry that was offered or picked. */
    questions = new Map();
    /** @type {Wire.Availability | null} */
    availability = null;
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
    isGone = false;
    /** Whether an answer of the assistant is held back a moment, as if it were written just now. */
    isHolding = false;
    /** @type {{email?: string} | null} Who the shop says this is. */
    profile = null;

    /** @type {import('./live.js').Live | null} */
    live = null;
    /** @type {Promise<import('./live.js').Live> | null} */
    #connecting = null;
    /** @type {string} The address that agents were told last. */
    pageTold = '';
    askedAt = 0;
    /** The number of the newest message when the conversation was fetched: what came later is news. */
    began = 0;

    /**
     * @param {string} origin of the server
     * @param {string} lang
     * @param {() => void} onChange
     */
    constructor(origin, lang, onChange) {
        this.origin = origin;
        this.lang = lang;
        this.onChange = onChange;
        this.request = makeRequest(`${origin}/api/v1/customer`, () => {
            const session = kept(sessionKey);
            return { 'Accept-Language': lang, ...(session && { 'X-Customer-Session-Id': session }) };
        });
    }

    get phase() {
        return this.conversation?.phase ?? 'automated';
    }

    get path() {
        return `/conversations/${this.conversation?.id}`;
    }

    /** In the order they were said. */
    get log() {
        return [...this.messages.values()].sort((a, b) => a.seq - b.seq);
    }

    /** The number of the newest message; 0 for none. */
    get newest() {
        return Math.max(0, ...[...this.messages.values()].map((message) => message.seq));
    }

    /** Whether the customer has not said anything yet. */
    get isFresh() {
        return this.phase === 'automated' && !this.outbox?.entries.length
            && ![...this.messages.values()].some((message) => message.sender_type === 'customer');
    }

    /** Whether somebody could answer now. */
    get hasPeople() {
        return !this.availability || this.availability.is_open || this.availability.agents_online > 0;
    }

    /** The person the customer talks to, or talked to last before the end; null for none. */
    get agentName() {
        if (this.phase === 'claimed') return this.conversation?.agent?.display_name ?? null;
        if (this.phase !== 'closed') return null;
        return this.log.reverse().find((message) => message.sender_type === 'agent')?.sender_name ?? null;
    }

    /** The address that this conversation is to be answered to; null when it is not. */
    get answerTo() {
        return kept(`support.left.${this.conversation?.id}`);
    }

    /**
     * Resumes the visitor's conversation or begins one.
     *
     * @param {boolean} [isNew] whether an open one is to be ended
     * @returns {Promise<void>}
     */
    async start(isNew = false) {
        this.trouble = null;
        this.isGone = false;
        try {
            const body = { locale: this.lang, page: location.href, force_new: isNew, ...(this.profile && { profile: this.profile }) };
            const answer = await this.request('POST', '/conversations/start', body);
            this.pageTold = body.page;
            if (answer.conversation.customer_session_id) keep(sessionKey, answer.conversation.customer_session_id);
            const { id, closed_at: closedAt } = answer.conversation;
            if (closedAt && Date.now() - Date.parse(closedAt) > endedLately) {
                this.#remember(id, answer.messages);
                return void (await this.start(true));
            }
            this.live?.tabs.tell({ moved: id });
            this.leave();
            await this.#enter(answer);
        } catch (error) {
            this.fail(error);
        }
        this.onChange();
    }

    /** Somebody may have come since the chat was opened. */
    async lookForPeople() {
        if (!this.hasPeople) this.availability = await this.request('GET', '/availability').catch(() => this.availability);
    }

    /** @param {any} answer */
    async #enter(answer) {
        let { conversation, messages } = answer;
        // The answer holds the first page at most; a long talk is fetched whole.
        if (messages.length >= 200) ({ conversation, messages } = await allMessages(this.request, conversation.id));
        const { id } = conversation;
        this.conversation = conversation;
        this.openingQuestions = answer.quick_questions;
        this.availability = answer.availability ?? null;
        this.rated = conversation.rating?.score ?? null;
        this.readByAgent = conversation.agent_read_up_to ?? 0;
        this.messages = new Map();
        this.judged = new Map();
        for (const message of messages) this.add(message);
        this.began = this.newest;
        const deliver = async (/** @type {import('../shared/outbox.js').Outgoing} */ entry) => (await this.connect()).deliver(entry);
        this.outbox = new Outbox('customer', id, deliver, this.onChange, (entry) => this.live?.tabs.tell({ entry }));
        this.settle();
        if (!this.isFresh) this.connect().catch(() => {});
        this.outbox.flush();
    }

    /**
     * Hears what others say, and sends, from the first words on: who only looks costs the server no socket.
     *
     * @returns {Promise<import('./live.js').Live>}
     */
    connect() {
        const { conversation } = this;
        this.#connecting ??= import('./live.js').then(({ Live }) => {
            if (!conversation || this.conversation?.id !== conversation.id) throw new Unreachable();
            return (this.live = new Live(this, conversation));
        }).catch(() => {
            // Offline: the next words try again.
            this.#connecting = null;
            throw new Unreachable();
        });
        return this.#connecting;
    }

    /** Lets go of the conversation; it stays as it is on the server. */
    leave() {
        this.live?.end();
        this.outbox?.end();
        this.live = null;
        this.#connecting = null;
        this.conversation = null;
        this.connection = 'connecting';
        this.typist = null;
    }

    /** Notes what the next page needs to know of this one. */
    settle() {
        const isLive = this.phase === 'queued' || this.phase === 'claimed';
        keep('support.live', isLive ? '1' : null);
        if (this.phase === 'closed') this.#remember(this.conversation?.id ?? '', this.log);
    }

    /**
     * Keeps the last words of an ended chat, to be offered at the next start.
     *
     * @param {string} id
     * @param {Wire.Message[]} messages
     */
    #remember(id, messages) {
        const last = messages.filter((one) => one.sender_type === 'agent' || one.sender_type === 'bot').pop();
        if (!last || !messages.some((one) => one.sender_type === 'customer')) return;
        keep('support.last', JSON.stringify({ id, name: last.sender_name, text: last.content.slice(0, 80) }));
    }

    /** @param {Wire.Message | null} message */
    add(message) {
        if (message?.conversation_id !== this.conversation?.id || !message) return;
        const slug = message.metadata?.faq_slug;
        for (const quick of message.metadata?.quick_replies ?? []) this.questions.set(quick.slug, quick.question);
        if (slug && message.kind === 'quick_reply') this.questions.set(slug, message.content);
        this.messages.set(message.id, message);
        if (typeof message.metadata?.helpful === 'boolean') this.judged.set(message.id, message.metadata.helpful);
        if (message.client_message_id) this.outbox?.drop(message.client_message_id);
    }

    /**
     * Tells the agent which page the customer is on, where it is another one.
     *
     * @param {boolean} [isSeen] whether somebody looks at the chat
     */
    visit(isSeen = false) {
        // Without a socket, what was said in another tab is unknown.
        if (isSeen && this.conversation && !this.#connecting) this.start();
        const page = location.href;
        if (!this.conversation || this.pageTold === page) return;
        this.pageTold = page;
        // Only agents miss it, and the next page makes it good.
        this.request('POST', `${this.path}/page`, { page }).catch(() => {});
    }

    /** @param {string} content */
    say(content) {
        this.askedAt = Date.now();
        this.outbox?.add('text', content);
    }

    /** @param {Wire.QuickQuestion} quick */
    pick(quick) {
        this.askedAt = Date.now();
        this.outbox?.add('quick', quick.question, quick.slug);
    }

    /** @param {string} [reason] for the agent */
    askForPerson(reason = '') {
        if (!this.outbox?.entries.some((entry) => entry.kind === 'person')) this.outbox?.add('person', reason);
    }

    /** @param {{email?: string}} profile */
    async identify(profile) {
        this.profile = profile;
        if (this.conversation) await this.attempt(() => this.request('PUT', '/profile', profile));
    }

    end() {
        return this.attempt(async () => {
            this.conversation = (await this.request('POST', `${this.path}/end`, {})).conversation;
            this.settle();
        });
    }

    tryNow() {
        if (!this.conversation) return this.start();
        this.live?.tabs.wake();
        return this.outbox?.flush();
    }

    /** @param {() => Promise<any>} action */
    async attempt(action) {
        try {
            await action();
            this.trouble = null;
        } catch (error) {
            this.fail(error);
        }
        this.onChange();
    }

    /** @param {unknown} error */
    fail(error) {
        this.trouble = error instanceof Unreachable ? say.unreachable : error instanceof Error ? error.message : String(error);
    }
}
