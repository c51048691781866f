/** An ended chat, to be read again. */
import { allMessages } from '../shared/api.js';
import { h } from '../shared/dom.js';
import { icon } from '../shared/chat-icons.js';
import { say } from './say.js';

/**
 * @param {import('./panel.js').Panel} panel
 * @param {string} id
 */
export function showPast(panel, id) {
    const { talk } = panel;
    return talk.attempt(async () => {
        const { conversation, messages } = await allMessages(talk.request, id);
        const known = { conversation, messages: new Map(messages.map((one) => [one.id, one])), outbox: null, typist: null };
        panel.past = Object.assign(Object.create(talk), known);
        panel.wasAtEnd = true;
    });
}

/** @param {import('./panel.js').Panel} panel */
export function backRow(panel) {
    const back = () => {
        panel.past = null;
        panel.draw();
    };
    return { key: 'back', state: 0, make: () => h('button', { type: 'button', class: 'quiet', onclick: back }, icon('left', 's'), say.backToStart) };
}
