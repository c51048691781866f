/** A conversation that has begun: hears what others say, and lets them know what the customer does. */
import { Feed } from '../shared/feed.js';
import { kept } from '../shared/keep.js';
import { Tabs } from './tabs.js';

const typingLasts = 6_000;
const typingSaidEvery = 3_000;

export class Live {
    #typingTimer = 0;
    #typingSaidAt = 0;
    #readSaid = 0;

    /**
     * @param {import('./conversation.js').CustomerConversation} talk
     * @param {Wire.Conversation} conversation as it was when its messages were fetched
     */
    constructor(talk, { id, last_seq: seq }) {
        this.talk = talk;
        this.feed = new Feed(
            seq,
            async (after) => {
                const page = await talk.request('GET', `/conversations/${id}/events?after=${after}`);
                // What the leader fetched because it has no socket, the others need as well.
                if (this.tabs.leads) for (const frame of page.events) this.tabs.tell({ frame });
                return page;
            },
            (frame) => this.#apply(frame),
        );
        this.tabs = new Tabs(`support.${id}`, {
            origin: talk.origin,
            hello: () => ({ role: 'customer', session: kept('support.session'), conversation_id: id, after: this.feed.seq }),
            onFrame: (frame) => this.#receive(frame),
            onConnection: (connection) => {
                talk.connection = connection;
                if (connection === 'live') talk.outbox?.flush();
                talk.onChange();
            },
            onRefused: () => {
                talk.isGone = true;
                talk.onChange();
            },
            poll: async () => {
                await this.feed.catchUp();
                talk.outbox?.flush();
            },
            onNews: (news) => {
                if (news.entry) talk.outbox?.absorb(news.entry);
                else if (news.moved && news.moved !== id) talk.start();
            },
        });
    }

    end() {
        this.tabs.stop();
        this.feed.end();
        clearTimeout(this.#typingTimer);
    }

    /** @param {Wire.Frame} frame */
    #receive(frame) {
        const { talk } = this;
        const { event, payload } = frame;
        if (frame.seq !== undefined) this.feed.take(frame);
        else if (event === 'agent.typing') this.#showTypist(payload.is_typing ? payload.display_name : null);
        else if (event === 'queue.position' && talk.conversation) {
            const { queue_position, expected_wait_seconds } = payload;
            talk.conversation = { ...talk.conversation, queue_position, expected_wait_seconds };
            talk.onChange();
        } else if (event === 'system.resync') this.feed.catchUp().catch(() => this.tabs.wake());
        else this.#apply(frame);
    }

    /** @param {Wire.Frame} frame */
    #apply({ event, payload }) {
        const { talk } = this;
        if (payload?.conversation?.id === talk.conversation?.id) talk.conversation = payload.conversation;
        if (event === 'message.created') {
            if (payload.message.sender_type === 'agent') this.#showTypist(null);
            this.#take(payload.message);
        } else if (event === 'announcement.created') talk.announcement = payload.content;
        else if (event === 'message.read' && payload.reader !== 'customer') talk.readByAgent = Math.max(talk.readByAgent, payload.up_to);
        talk.settle();
        talk.onChange();
    }

    /**
     * A message that comes now. One of the assistant is held back for a moment that a reader can turn off.
     *
     * @param {Wire.Message | null} message
     */
    #take(message) {
        const { talk } = this;
        if (message?.sender_type !== 'bot' || !this.#delays || talk.messages.has(message.id)) return talk.add(message);
        talk.isHolding = true;
        const moment = 400 + Math.min(800, message.content.length * 4) - (Date.now() - talk.askedAt);
        setTimeout(() => {
            talk.isHolding = false;
            talk.add(message);
            talk.onChange();
        }, moment);
    }

    get #delays() {
        return kept('support.delay') !== 'off' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    }

    /** @param {import('../shared/outbox.js').Outgoing} entry */
    async deliver({ id, kind, conversation, content, slug }) {
        const { talk } = this;
        if (kind === 'email') {
            await talk.request('PUT', '/profile', { email: content });
            return;
        }
        const path = `/conversations/${conversation}`;
        const naming = { client_message_id: id };
        let answer;
        if (kind === 'quick') answer = await talk.request('POST', `${path}/quick-replies/${slug}`, naming);
        else if (kind === 'person') answer = await talk.request('POST', `${path}/escalate`, content ? { reason: content, ...naming } : naming);
        else answer = await talk.request('POST', `${path}/messages`, { content, ...naming });
        if (answer.conversation.id !== talk.conversation?.id) return;
        // An older answer must not undo what the socket has told since.
        if (answer.conversation.last_seq >= (talk.conversation?.last_seq ?? 0)) talk.conversation = answer.conversation;
        talk.add(answer.customer_message);
        this.#take(answer.bot_message);
        talk.add(answer.system_message);
        talk.settle();
    }

    /** @param {string | null} name */
    #showTypist(name) {
        clearTimeout(this.#typingTimer);
        this.talk.typist = name;
        if (name !== null) this.#typingTimer = setTimeout(() => this.#showTypist(null), typingLasts);
        this.talk.onChange();
    }

    /** Tells the agent, at most every few seconds, that the customer is writing. */
    isWriting() {
        if (this.talk.phase !== 'claimed' || Date.now() - this.#typingSaidAt < typingSaidEvery) return;
        this.#typingSaidAt = Date.now();
        this.tabs.send({ action: 'typing', conversation_id: this.talk.conversation?.id, is_typing: true });
    }

    /** Says that the customer has seen everything up to the newest message. */
    hasRead() {
        const { talk } = this;
        const newest = Math.max(0, ...talk.log.filter((one) => one.sender_type !== 'customer').map((one) => one.seq));
        if (newest <= this.#readSaid || talk.phase === 'automated') return;
        this.#readSaid = newest;
        if (this.tabs.send({ action: 'read', conversation_id: talk.conversation?.id, seq: newest })) return;
        // A read mark that is lost is made good by the next one.
        talk.request('POST', `${talk.path}/read`, { seq: newest }).catch(() => {
            this.#readSaid = 0;
        });
    }
}
