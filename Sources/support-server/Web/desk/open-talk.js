/**
 * One conversation as an agent has it open.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {import('../shared/outbox.js').Outgoing} Outgoing
 */
import { allMessages } from '../shared/api.js';
import { Feed } from '../shared/feed.js';
import { Outbox } from '../shared/outbox.js';

const typingLasts = 6_000;
const typingSaidEvery = 3_000;

export class OpenTalk {
    /** @type {Wire.AgentConversation | null} */
    conversation = null;
    /** @type {Map<string, Wire.Message>} */
    messages = new Map();
    /** The customer has read up to here. */
    readByCustomer = 0;
    /** This agent has said to have read up to here. */
    readByMe = 0;
    isCustomerTyping = false;
    draft = '';
    /** @type {'text' | 'note'} */
    draftKind = 'text';

    /** @type {Feed | null} */
    #feed = null;
    #typingTimer = 0;
    #typingSaidAt = 0;

    /**
     * @param {string} id
     * @param {Desk} desk
     * @param {(frame: Wire.Frame) => void} onEvent
     */
    constructor(id, desk, onEvent) {
        this.id = id;
        this.desk = desk;
        this.onEvent = onEvent;
        this.outbox = new Outbox(desk.me?.id ?? '', id, (entry) => this.#deliver(entry), desk.onChange);
    }

    get seq() {
        return this.#feed?.seq ?? 0;
    }

    get isMine() {
        return this.conversation?.phase === 'claimed' && this.conversation.agent?.id === this.desk.me?.id;
    }

    /** Fetches the whole conversation. */
    async load() {
        const { conversation, messages } = await allMessages(this.desk.request, this.id);
        this.conversation = conversation;
        for (const message of messages) this.messages.set(message.id, message);
        this.#feed?.end();
        this.#feed = new Feed(
            conversation.last_seq,
            (after) => this.desk.request('GET', `/conversations/${this.id}/events?after=${after}`),
            (frame) => this.#apply(frame),
        );
        this.outbox.flush();
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
        if (payload.conversation) this.learn(payload.conversation);
        if (event === 'message.created') this.#add(payload.message);
        else if (event === 'message.read' && payload.reader === 'customer') {
            this.readByCustomer = Math.max(this.readByCustomer, payload.up_to);
        }
        this.onEvent(frame);
        if (event === 'message.created') this.desk.hasRead();
        this.desk.onChange();
    }

    /** @param {Wire.Message} message */
    #add(message) {
        this.messages.set(message.id, message);
        if (message.sender_type === 'customer') this.showTyping(false);
        this.outbox.drop(message.client_message_id);
    }

    /** @param {boolean} isTyping */
    showTyping(isTyping) {
        clearTimeout(this.#typingTimer);
        this.isCustomerTyping = isTyping;
        if (isTyping) this.#typingTimer = setTimeout(() => this.showTyping(false), typingLasts);
        this.desk.onChange();
    }

    /** The newest of the customer's messages that has not been called read; 0 for none. */
    newestUnread() {
        const newest = Math.max(0, ...[...this.messages.values()].filter((one) => one.sender_type === 'customer').map((one) => one.seq));
        return newest > this.readByMe ? newest : 0;
    }

    /** Tells the customer, at most every few seconds, that the agent is writing; never of a note. */
    isWriting() {
        if (!this.isMine || this.draftKind === 'note' || Date.now() - this.#typingSaidAt < typingSaidEvery) return;
        this.#typingSaidAt = Date.now();
        this.desk.send({ action: 'typing', conversation_id: this.id, is_typing: true });
    }

    /** @param {string} content */
    write(content) {
        this.outbox.add(this.draftKind, content);
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
