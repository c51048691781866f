/** Says what is new: to those who listen, to those who look elsewhere, and to the agent, who sees what was read. */
import { announce, h } from '../shared/dom.js';
import { keep, kept } from '../shared/keep.js';
import { say } from './say.js';

export class Attention {
    /** The newest message that was in sight. */
    #seen = 0;
    /** The newest message that was said aloud, or was there when the chat began. */
    #announced = 0;
    #of = '';
    #badge = h('span', { class: 'badge', hidden: true });
    #label = '';
    /** @param {import('./panel.js').Panel} panel */
    constructor(panel) {
        this.panel = panel;
        const { launch } = panel.element;
        this.#label = launch.ariaLabel;
        launch.append(this.#badge);
    }

    get #key() {
        return `support.seen.${this.panel.talk.conversation?.id}`;
    }

    speak() {
        const { talk, element, frame } = this.panel;
        if (!talk.conversation) return;
        if (this.#of !== talk.conversation.id) {
            this.#of = talk.conversation.id;
            this.#seen = Number(kept(this.#key)) || 0;
            this.#announced = talk.began;
        }
        const isWatched = element.isOpen && document.visibilityState === 'visible' && document.hasFocus();
        for (const { seq, sender_type: sender, sender_name: name, content } of talk.log) {
            if (seq <= this.#announced || sender === 'customer') continue;
            if (element.isOpen) announce(frame.status, `${name ?? ''} ${content}`.trim());
            else if (sender === 'agent') element.tease(content, name);
            if (sender === 'agent' && !isWatched) this.panel.extra.sound?.chime();
        }
        this.#announced = Math.max(this.#announced, talk.newest);
        this.look();
    }

    /** Somebody may have looked at the newest. */
    look() {
        const { talk, element, isAtEnd } = this.panel;
        if (this.#of !== talk.conversation?.id) return;
        if (element.isOpen && document.visibilityState === 'visible' && isAtEnd) {
            if (this.#seen !== this.#announced) keep(this.#key, String(this.#announced));
            this.#seen = this.#announced;
            talk.live?.hasRead();
        }
        const count = talk.log.filter((one) => one.seq > this.#seen && one.sender_type === 'agent').length;
        if (count === element.unread) return;
        element.unread = count;
        element.launch.ariaLabel = count > 0 ? `${this.#label}, ${say.unread(count)}` : this.#label;
        this.#badge.hidden = count === 0;
        this.#badge.textContent = String(count);
        element.dispatchEvent(new CustomEvent('unread', { detail: count }));
    }
}
