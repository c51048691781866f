/** What the customer can do in the conversation. */
import { Talk } from './talk.js';

export class CustomerConversation extends Talk {
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
}
