/** What the customer can do in the conversation. */
import { keep } from '../shared/keep.js';
import { say } from './say.js';
import { Talk } from './talk.js';

const typingSaidEvery = 3_000;

export class CustomerConversation extends Talk {
    #typingSaidAt = 0;

    /** @param {string} content */
    say(content) {
        this.askedAt = Date.now();
        this.outbox?.add('text', content);
        this.#typingSaidAt = 0;
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

    /**
     * Leaves a message to be answered by email; the steps wait in the outbox, in this order, until each is done.
     *
     * @param {string} email
     * @param {string} words
     */
    leaveMessage(email, words) {
        keep(`support.left.${this.conversation?.id}`, email);
        this.outbox?.add('email', email);
        if (this.phase === 'automated') this.askForPerson(`${say.yourEmail(email)}. ${words}`.slice(0, 500));
        this.outbox?.add('text', words);
    }

    /** Tells the agent, at most every few seconds, that the customer is writing. */
    isWriting() {
        if (this.phase !== 'claimed' || Date.now() - this.#typingSaidAt < typingSaidEvery) return;
        this.#typingSaidAt = Date.now();
        this.tabs?.send({ action: 'typing', conversation_id: this.conversation?.id, is_typing: true });
    }

    /** Says that the customer has seen everything up to the newest message. */
    hasRead() {
        const newest = Math.max(0, ...this.log.filter((one) => one.sender_type !== 'customer').map((one) => one.seq));
        if (newest <= this.readSaid || this.phase === 'automated') return;
        this.readSaid = newest;
        if (this.tabs?.send({ action: 'read', conversation_id: this.conversation?.id, seq: newest })) return;
        // A read mark that is lost is made good by the next one.
        this.request('POST', `${this.path}/read`, { seq: newest }).catch(() => {
            this.readSaid = 0;
        });
    }

    /** @param {{email?: string}} profile */
    async identify(profile) {
        this.profile = profile;
        if (this.conversation) await this.attempt(() => this.request('PUT', '/profile', profile));
    }

    /**
     * @param {Wire.Message} message
     * @param {boolean} helpful
     */
    judge(message, helpful) {
        return this.attempt(async () => {
            await this.request('POST', `${this.path}/feedback`, { message_id: message.id, helpful });
            this.judged.set(message.id, helpful);
        });
    }

    end() {
        return this.attempt(async () => {
            this.conversation = (await this.request('POST', `${this.path}/end`, {})).conversation;
            this.settle();
        });
    }

    tryNow() {
        if (!this.conversation) return this.start();
        this.tabs?.wake();
        return this.outbox?.flush();
    }
}
