/** The ticket of somebody in line. */
import { h } from '../shared/dom.js';
import { button } from './view.js';
import { say } from './say.js';

/**
 * @param {import('./panel.js').Panel} panel
 * @returns {import('../shared/dom.js').Row}
 */
export function queueRow(panel) {
    const { talk } = panel;
    const { queue_position: position = null, expected_wait_seconds: wait = null } = talk.conversation ?? {};
    const { answerTo } = talk;
    offerLater(panel);
    return { key: 'ticket', state: [position, wait, answerTo], make: () => answerTo ? left(answerTo, talk) : ticket(panel, position ?? 1, wait) };
}

/** The conversation whose customer has been offered, or will be, to leave a message. */
let offered = '';

/**
 * After a long wait, offers by itself to be answered by email.
 *
 * @param {import('./panel.js').Panel} panel
 */
function offerLater(panel) {
    const { talk } = panel;
    const id = talk.conversation?.id ?? '';
    const patience = talk.availability?.leave_message_after_seconds;
    const joined = talk.log.reverse().find((one) => one.sender_type === 'system')?.created_at;
    if (!patience || !joined || offered === id) return;
    offered = id;
    setTimeout(() => {
        if (talk.conversation?.id !== id || talk.phase !== 'queued' || talk.answerTo) return;
        panel.isLeaving = true;
        panel.draw();
    }, Date.parse(joined) + patience * 1_000 - Date.now());
}

/**
 * @param {import('./panel.js').Panel} panel
 * @param {number} position
 * @param {number | null} wait
 */
function ticket(panel, position, wait) {
    // Two are done before the first place, one before the second; the one after is under way.
    const done = Math.max(0, 3 - position);
    const pips = [0, 1, 2, 3].map((index) => h('i', { class: index < done ? 'full' : index === done ? 'now' : '' }));
    return h('div', { class: 'ticket', role: 'group', 'aria-label': say.inLine },
        h('div', { class: 'top' }, h('span', { class: 'pos num', 'aria-hidden': 'true' }, position),
            h('div', null, h('h3', null, say.place(position)), h('p', null, say.wait(wait)), h('p', null, say.keepShopping))),
        h('div', { class: 'pips', 'aria-hidden': 'true' }, pips),
        h('div', { class: 'acts' }, button(say.emailInstead, () => panel.leaveMessage(true), 'act'), button(say.leaveLine, () => panel.talk.end(), 'act')));
}

/**
 * @param {string} email
 * @param {import('./conversation.js').CustomerConversation} talk
 */
function left(email, talk) {
    return h('div', { class: 'ticket', role: 'group', 'aria-label': say.leaveMessage },
        h('div', { class: 'top' }, h('div', null, h('h3', null, say.willAnswer(email)), h('p', null, say.readHereToo))),
        h('div', { class: 'acts' }, button(say.endChat, () => talk.end(), 'act')));
}
