/**
 * Chats that were closed a moment ago: gone from the page at once, told to the server when nobody wanted them back.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { Unreachable } from '../shared/api.js';
import { nameOf } from './customer-face.js';
import { words as say } from './desk-words.js';

/** Milliseconds. */
const undoFor = 8_000;

export class Closings {
    /** @type {Map<string, {timer: number, name: string, toast: import('./desk-toasts.js').Toast}>} The oldest first. */
    #pending = new Map();

    /** @param {Desk} desk */
    constructor(desk) {
        this.desk = desk;
        addEventListener('pagehide', () => this.sendAll());
    }

    /** @param {string} id */
    has(id) {
        return this.#pending.has(id);
    }

    /** @param {Wire.AgentConversation} conversation */
    add(conversation) {
        const { id } = conversation;
        if (this.#pending.has(id)) return;
        const name = nameOf(conversation);
        const timer = setTimeout(() => this.#send(id), undoFor);
        const toast = this.desk.toasts.add(say.closedNow(name), { label: say.undo, do: () => this.undo(id) }, undoFor);
        toast.onDismiss = () => this.#send(id);
        this.#pending.set(id, { timer, name, toast });
    }

    /**
     * Takes a closing back, the last one when none is named, and opens the chat again.
     *
     * @param {string} [id]
     */
    undo(id = [...this.#pending.keys()].at(-1)) {
        const pending = id && this.#pending.get(id);
        if (!id || !pending) return;
        clearTimeout(pending.timer);
        this.#pending.delete(id);
        this.desk.toasts.remove(pending.toast);
        this.desk.go('chats', id);
        this.desk.changed();
    }

    /** @param {string} id */
    async #send(id) {
        const pending = this.#pending.get(id);
        if (!pending) return;
        clearTimeout(pending.timer);
        try {
            const answer = await this.desk.request('POST', `/conversations/${id}/close`, {});
            this.#pending.delete(id);
            this.desk.lists.place(answer.conversation);
        } catch (error) {
            // Tried again once the connection is back.
            if (error instanceof Unreachable) return;
            this.#pending.delete(id);
            this.desk.toasts.add(say.notClosed(pending.name, error instanceof Error ? error.message : String(error)));
        }
        this.desk.changed();
    }

    /** Sends those whose time is over and that could not be sent. */
    retry() {
        for (const [id, { toast }] of this.#pending) if (!this.desk.toasts.items.includes(toast)) this.#send(id);
    }

    /** Sends all at once, also from a page that is about to go. */
    sendAll() {
        for (const [id, { timer }] of this.#pending) {
            clearTimeout(timer);
            const headers = { ...this.desk.session.headers, 'Content-Type': 'application/json' };
            // Nobody is left to hear of a failure.
            fetch(`/api/v1/agent/conversations/${id}/close`, { method: 'POST', headers, body: '{}', keepalive: true }).catch(() => {});
        }
        this.#pending.clear();
    }
}
