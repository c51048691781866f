/**
 * The rows of a conversation on the desk.
 *
 * @typedef {import('../shared/dom.js').Row} Row
 * @typedef {import('./open-talk.js').OpenTalk} OpenTalk
 * @typedef {import('../shared/outbox.js').Outgoing} Outgoing
 */
import { h, icon } from '../shared/dom.js';
import { messageNodes } from '../shared/rich.js';
import { timeOfDay } from '../shared/format.js';
import { desk as say } from './desk-words.js';

/**
 * What agents call a customer.
 *
 * @param {Wire.AgentConversation} conversation
 */
export function nameOf({ customer }) {
    return customer.name || say.guest(customer.id);
}

/**
 * @param {OpenTalk} talk
 * @param {boolean} isCut whether there is no connection
 * @returns {Row[]}
 */
export function talkRows(talk, isCut) {
    const { conversation } = talk;
    if (!conversation) return [];
    const messages = [...talk.messages.values()].sort((a, b) => a.seq - b.seq);
    const early = beforeJoining(conversation, messages);
    const later = messages.filter((message) => !early.includes(message));
    const rows = [beforeRow(conversation, early, talk.isMine ? say.before : say.soFar)];
    later.forEach((message, index) => rows.push(messageRow(talk, message, later[index + 1])));
    rows.push(...talk.outbox.entries.map((entry) => outgoingRow(talk, entry, isCut)));
    if (talk.isCustomerTyping) rows.push(typingRow(nameOf(conversation)));
    return rows;
}

/**
 * What the customer and the assistant said up to the escalation, or all of it while nobody has joined.
 *
 * @param {Wire.AgentConversation} conversation
 * @param {Wire.Message[]} messages
 */
function beforeJoining({ escalation, phase }, messages) {
    const joined = messages.find((message) => message.sender_type === 'agent' && !message.metadata?.internal)?.seq ?? Infinity;
    const asked = phase === 'automated' ? Infinity : escalation?.message_seq ?? 0;
    return messages.filter(({ seq, sender_type: sender }) =>
        seq < joined && (sender === 'bot' || (sender === 'customer' && seq <= asked)));
}

/** @param {string} moment */
function time(moment) {
    return h('time', { dateTime: moment }, timeOfDay(moment));
}

/**
 * @param {Wire.AgentConversation} conversation
 * @param {Wire.Message[]} early
 * @param {string} title
 * @returns {Row}
 */
function beforeRow(conversation, early, title) {
    const { escalation } = conversation;
    const asked = early.filter((message) => message.sender_type === 'customer');
    const make = () => h('details', { class: 'before', open: true },
        h('summary', null, icon('bot'), h('span', null, title), h('span', { class: 'end num' }, say.counted(early.length), icon('down', 'xs'))),
        h('ol', null,
            asked.length === 0 && h('li', null, h('span'), h('span', null, say.nothingSaid)),
            asked.map((message) => exchange(message, answerTo(message, early))),
            escalation && h('li', { class: 'asked' }, time(escalation.at),
                h('span', null, say.reason(escalation.entry_reason ?? escalation.reason), escalation.remark && h('q', null, escalation.remark)))),
        escalation && escalation.tried.length > 0 && h('p', { class: 'tried' }, say.tried, ' ',
            escalation.tried.map((slug) => h('span', { class: 'pill' }, say.answeredWith(slug)))));
    return { key: 'before', state: [early.map((one) => one.id), escalation, title], make };
}

/**
 * The assistant's words between this message and the customer's next one.
 *
 * @param {Wire.Message} message
 * @param {Wire.Message[]} early
 */
function answerTo(message, early) {
    const next = early.find((one) => one.sender_type === 'customer' && one.seq > message.seq)?.seq ?? Infinity;
    return early.find((one) => one.sender_type === 'bot' && one.seq > message.seq && one.seq < next);
}

/**
 * @param {Wire.Message} message
 * @param {Wire.Message | undefined} answer
 */
function exchange(message, answer) {
    const slug = answer?.metadata?.faq_slug;
    return h('li', null, time(message.created_at),
        h('div', null, h('q', null, message.content), answer && h('p', { class: 'answer' }, answer.content)),
        h('span', { class: slug ? 'pill ok' : 'pill warn' }, slug ? say.answeredWith(slug) : say.noAnswer));
}

/**
 * @param {OpenTalk} talk
 * @param {Wire.Message} message
 * @param {Wire.Message | undefined} after
 * @returns {Row}
 */
function messageRow(talk, message, after) {
    const isLast = after?.sender_type !== message.sender_type || after.sender_name !== message.sender_name
        || Boolean(after.metadata?.internal) !== Boolean(message.metadata?.internal);
    const name = talk.conversation ? nameOf(talk.conversation) : '';
    if (message.metadata?.internal) return { key: message.id, state: 0, make: () => note(message) };
    switch (message.sender_type) {
        case 'agent': {
            const isRead = message.seq <= talk.readByCustomer;
            return { key: message.id, state: [isLast, isRead], make: () => ours(message, isLast, isRead) };
        }
        case 'system':
            return { key: message.id, state: 0, make: () =>
                h('p', { class: 'sys' }, h('span', null, `${message.content} `, time(message.created_at))) };
        default:
            return { key: message.id, state: [isLast, name], make: () => h('article', { class: `mm ${message.sender_type}` },
                h('div', { class: 'b' }, messageNodes(message)),
                isLast && h('p', { class: 'mt' }, `${message.sender_type === 'bot' ? say.assistant : name}, `, time(message.created_at))) };
    }
}

/** @param {Wire.Message} message */
function note(message) {
    return h('article', { class: 'mm note' }, icon('note'), h('div', null,
        h('p', null, h('b', null, say.noteLabel), ` ${message.content}`),
        h('p', { class: 'mt' }, message.sender_name && `${message.sender_name}, `, time(message.created_at))));
}

/**
 * @param {Wire.Message} message
 * @param {boolean} isLast
 * @param {boolean} isRead
 */
function ours(message, isLast, isRead) {
    return h('article', { class: 'mm us' }, h('div', { class: 'b' }, messageNodes(message)),
        isLast && h('p', { class: isRead ? 'mt seen' : 'mt' }, `${message.sender_name ?? ''}, `, time(message.created_at),
            icon(isRead ? 'checks' : 'check', 'xs'), isRead ? say.read : say.sent));
}

/**
 * @param {OpenTalk} talk
 * @param {Outgoing} entry
 * @param {boolean} isCut
 * @returns {Row}
 */
function outgoingRow(talk, entry, isCut) {
    const make = () => {
        const meta = entry.refusal === null
            ? h('p', { class: 'mt' }, icon('clock', 'xs'), isCut ? say.waitingToSend : say.sending)
            : h('p', { class: 'mt bad' }, icon('alert', 'xs'), h('span', null, entry.refusal),
                h('button', { type: 'button', class: 'lk', onclick: () => talk.outbox.retry(entry) }, say.tryAgain),
                h('button', { type: 'button', class: 'lk', onclick: () => talk.outbox.drop(entry.id) }, say.remove));
        return h('article', { class: entry.kind === 'note' ? 'mm us pending memo' : 'mm us pending' },
            h('div', { class: 'b' }, entry.content), meta);
    };
    return { key: entry.id, state: [entry.refusal, isCut], make };
}

/**
 * @param {string} name
 * @returns {Row}
 */
function typingRow(name) {
    const make = () => h('p', { class: 'ty' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), say.writing(name));
    return { key: 'typing', state: name, make };
}
