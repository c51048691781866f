/**
 * One conversation as an agent has it open.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {import('../shared/outbox.js').Outgoing} Outgoing
 */
import { Feed } from '../shared/feed.js';
import { Outbox } from '../shared/outbox.js';

/** So many numbers of events are asked for at once. */
const windowSize = 200;
/** Milliseconds. */
const typingLasts = 6_000;
const typingSaidEvery = 3_000;

export class OpenTalk {
    /** @type {Wire.AgentConversation | null} */
    conversation = null;
    /** @type {Wire.Message[]} Those that were fetched, in their order. */
    messages = [];
    /** All messages with a higher number are held; 0 when that is all there are. */
    heldAfter = 0;
    /** The customer has read up to here. */
    readByCustomer = 0;
    /** @type {{seq: number, at: string, agent: Wire.AgentName}[]} Who took it and when, if that is not long past; in order. */
    claims = [];
    /** This agent has said to have read up to here. */
    readByMe = 0;
    isCustomerTyping = false;
    /** @type {Wire.AgentName[]} Colleagues who have it open, too. */
    viewers = [];

    /** @type {Map<string, Wire.Message>} */
    #byID = new Map();
    /** @type {Feed | null} */
    #feed = null;
    /** @type {Promise<void> | null} */
    #fetchingOlder = null;
    #typingTimer = 0;
    #typingSaidAt = 0;

    /**
     * @param {string} id
     * @param {Desk} desk
     */
    constructor(id, desk) {
        this.id = id;
        this.desk = desk;
        this.outbox = new Outbox(desk.session.me?.id ?? '', id, (entry) => this.#deliver(entry), () => desk.changed());
    }

    get seq() {
        return this.#feed?.seq ?? 0;
    }

    get isMine() {
        return this.conversation?.phase === 'claimed' && this.conversation.agent?.id === this.desk.session.me?.id;
    }

    /** Fetches how it stands and its newest messages. */
    async load() {
        const listed = this.desk.lists.find(this.id);
        const conversation = await this.desk.request('GET', `/conversations/${this.id}`);
        const after = Math.max(0, Math.floor((conversation.last_seq - 1) / windowSize) * windowSize - windowSize / 2);
        const [page, { events }] = await Promise.all([
            this.#newest(after),
            this.desk.request('GET', `/conversations/${this.id}/events?after=${Math.max(0, conversation.last_seq - windowSize)}`),
        ]);
        this.conversation = page.conversation;
        if (listed) this.desk.lists.place(page.conversation);
        this.messages = page.messages;
        this.#byID = new Map(this.messages.map((one) => [one.id, one]));
        this.heldAfter = after;
        this.readByCustomer = this.#newestOfCustomer();
        for (const frame of events) this.#learnFrom(frame);
        this.#feed?.end();
        this.#feed = new Feed(
            page.conversation.last_seq,
            (seq) => this.desk.request('GET', `/conversations/${this.id}/events?after=${seq}`),
            (frame) => this.#apply(frame),
        );
        this.outbox.flush();
    }

    /** Fetches the messages before those that are held. */
    loadOlder() {
        if (this.heldAfter === 0) return Promise.resolve();
        this.#fetchingOlder ??= this.#loadOlder().finally(() => {
            this.#fetchingOlder = null;
        });
        return this.#fetchingOlder;
    }

    async #loadOlder() {
        const after = Math.max(0, this.heldAfter - windowSize);
        const { messages } = await this.#page(after);
        const older = messages.filter((/** @type {Wire.Message} */ one) => one.seq <= this.heldAfter && !this.#byID.has(one.id));
        for (const message of older) this.#byID.set(message.id, message);
        this.messages = [...older, ...this.messages];
        this.heldAfter = after;
        this.desk.changed();
    }

    /**
     * Every message from behind a number.
     *
     * @param {number} after
     */
    async #newest(after) {
        const page = await this.#page(after);
        while (page.next_after) {
            const { messages, next_after, conversation } = await this.#page(page.next_after);
            page.messages.push(...messages);
            Object.assign(page, { next_after, conversation });
        }
        return page;
    }

    /** @param {number} after */
    #page(after) {
        return this.desk.request('GET', `/conversations/${this.id}/messages?after=${after}&limit=${windowSize}`);
    }

    /** Asks how the conversation stands. */
    async reload() {
        this.learn(await this.desk.request('GET', `/conversations/${this.id}`));
    }

    /** @param {Wire.AgentConversation} conversation */
    learn(conversation) {
        // An older answer must not undo what the socket has told since.
        if (conversation.last_seq >= (this.conversation?.last_seq ?? 0)) this.conversation = conversation;
    }

    async catchUp() {
        await this.#feed?.catchUp();
    }

    end() {
        this.#feed?.end();
        this.outbox.end();
        clearTimeout(this.#typingTimer);
    }

    /** @param {Wire.Frame} frame */
    take(frame) {
        this.#feed?.take(frame);
    }

    /** @param {Wire.Frame} frame */
    #apply(frame) {
        const { event, payload } = frame;
        const before = this.conversation;
        if (payload.conversation) this.learn(payload.conversation);
        this.#learnFrom(frame);
        if (event === 'message.created') this.#add(payload.message);
        this.desk.note(frame);
        if (event === 'message.created') this.desk.hasRead();
        const { agent } = this.conversation ?? {};
        if (agent && agent.id !== before?.agent?.id && !this.isMine) this.desk.announceClaim(agent);
        this.desk.changed();
    }

    /**
     * What messages do not tell: how far the customer has read, and when a person came.
     *
     * @param {Wire.Frame} frame
     */
    #learnFrom({ event, payload, seq = 0, sent_at: at = '' }) {
        if (event === 'message.read' && payload.reader === 'customer') {
            this.readByCustomer = Math.max(this.readByCustomer, payload.up_to);
        } else if (event === 'agent.assigned') {
            if (!this.claims.some((one) => one.seq >= seq)) this.claims.push({ seq, at, agent: payload.agent });
        }
    }

    /** @param {Wire.Message} message */
    #add(message) {
        this.#put(message);
        if (message.sender_type === 'customer') {
            // Who writes has read what stood there.
            this.readByCustomer = Math.max(this.readByCustomer, message.seq);
            this.showTyping(false);
        }
        this.outbox.drop(message.client_message_id);
    }

    /** @param {Wire.Message} message */
    #put(message) {
        const { messages } = this;
        const isKnown = this.#byID.has(message.id);
        this.#byID.set(message.id, message);
        let at = messages.length;
        while (at > 0 && (messages[at - 1]?.seq ?? 0) >= message.seq) at -= 1;
        // A new array tells those who draw that something has changed.
        this.messages = [...messages.slice(0, at), message, ...messages.slice(isKnown ? at + 1 : at)];
    }

    /** @param {boolean} isTyping */
    showTyping(isTyping) {
        clearTimeout(this.#typingTimer);
        this.isCustomerTyping = isTyping;
        if (isTyping) this.#typingTimer = setTimeout(() => this.showTyping(false), typingLasts);
        this.desk.changed();
    }

    /** The newest of the customer's messages that has not been called read; 0 for none. */
    newestUnread() {
        const newest = this.#newestOfCustomer();
        return newest > this.readByMe ? newest : 0;
    }

    #newestOfCustomer() {
        let newest = 0;
        for (const one of this.messages) if (one.sender_type === 'customer') newest = one.seq;
        return newest;
    }

    /** Tells the customer, at most every few seconds, that the agent is writing. */
    isWriting() {
        if (!this.isMine || Date.now() - this.#typingSaidAt < typingSaidEvery) return;
        this.#typingSaidAt = Date.now();
        this.desk.send({ action: 'typing', conversation_id: this.id, is_typing: true });
    }

    /**
     * @param {'text' | 'note'} kind
     * @param {string} content
     */
    write(kind, content) {
        this.outbox.add(kind, content);
        this.#typingSaidAt = 0;
    }

    /** @param {Outgoing} entry */
    async #deliver(entry) {
        const path = `/conversations/${this.id}/${entry.kind === 'note' ? 'notes' : 'messages'}`;
        const answer = await this.desk.request('POST', path, { content: entry.content, client_message_id: entry.id });
        if (answer.conversation) this.learn(answer.conversation);
        if (answer.message) this.#add(answer.message);
    }
}
