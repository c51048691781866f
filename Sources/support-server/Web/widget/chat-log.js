/** The rows of the log. */
import { h } from '../shared/dom.js';
import { icon } from '../shared/chat-icons.js';
import { messageNodes } from '../shared/rich.js';
import { clock, day, say } from './say.js';
import { button, face } from './view.js';

/**
 * @typedef {import('./conversation.js').CustomerConversation} CustomerConversation
 * @typedef {import('../shared/dom.js').Row} Row
 */

/** A line of more characters does not fit between hairlines. */
const shortLine = 40;

/**
 * @param {CustomerConversation} talk
 * @param {() => void} askPerson
 * @param {boolean} [isLeaving] whether a message is being left
 * @returns {Row[]}
 */
export function logRows(talk, askPerson, isLeaving) {
    const messages = talk.log;
    const waiting = talk.outbox?.entries ?? [];
    /** @type {Row[]} */
    const rows = [];
    let lastDay = '';
    let lastAgent = '';
    messages.forEach((message, index) => {
        const today = new Date(message.created_at).toDateString();
        if (today !== lastDay) rows.push(line('day', `day ${today}`, day(message.created_at)));
        lastDay = today;
        if (message.sender_type === 'agent' && message.sender_name && message.sender_name !== lastAgent) {
            lastAgent = message.sender_name;
            rows.push(line('sys', `joined ${message.id}`, `${say.joined(lastAgent)}, ${clock(message.created_at)}`));
        }
        rows.push(messageRow(talk, message, messages[index - 1], messages[index + 1]));
    });
    for (const entry of waiting) if (entry.kind !== 'email') rows.push(outgoingRow(talk, entry));
    const newest = messages[messages.length - 1];
    if (talk.phase === 'automated') {
        const isAsking = waiting.some((entry) => entry.refusal === null) && talk.connection !== 'lost';
        if (isAsking || talk.isHolding) rows.push(lookingRow());
        else if (newest?.sender_type === 'bot' && !waiting.length && !isLeaving) rows.push(...chipsRow(talk, newest, askPerson));
    }
    if (talk.typist !== null) rows.push(typingRow(talk.typist));
    return rows;
}

/**
 * @param {string} name
 * @param {string} key
 * @param {string} text
 * @returns {Row}
 */
const line = (name, key, text) => ({ key, state: text, make: () => h('p', { class: text.length > shortLine ? `${name} long` : name }, h('span', null, text)) });

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {Wire.Message} [before]
 * @param {Wire.Message} [after]
 * @returns {Row}
 */
function messageRow(talk, message, before, after) {
    const { id: key, sender_type: sender } = message;
    const isFirst = before?.sender_type !== sender;
    const isLast = after?.sender_type !== sender || after.sender_name !== message.sender_name;
    if (sender === 'customer') {
        const mark = message.seq <= talk.readByAgent ? say.read : talk.phase === 'queued' && !after ? say.addedForPerson : say.sent;
        return { key, state: [isLast, mark], make: () => own(message, isLast, mark) };
    }
    if (sender === 'bot') {
        const judged = talk.judged.get(key) ?? null;
        return { key, state: [isFirst, judged], make: () => assistant(talk, message, isFirst, judged) };
    }
    if (sender === 'agent') return { key, state: [isLast], make: () => person(message, isLast) };
    // The ticket below says the place, and what comes next.
    const isTicket = talk.phase === 'queued' && message === talk.log.reverse().find((one) => one.sender_type === 'system');
    return line('sys', key, isTicket ? `${say.askedForPerson}, ${clock(message.created_at)}` : message.content);
}

/**
 * @param {Wire.Message} message
 * @param {boolean} isLast
 * @param {string} mark
 */
function own(message, isLast, mark) {
    const isRead = mark === say.read;
    return h('article', { class: 'm me' }, h('p', { class: 'b' }, message.content),
        isLast && h('p', { class: isRead ? 'meta seen' : 'meta' }, time(message), icon(isRead ? 'checks' : 'check', 'xs'),
            h('span', { class: mark === say.sent && 'vh' }, mark)));
}

/** @param {Wire.Message} message */
const time = (message) => h('time', { dateTime: message.created_at }, clock(message.created_at));

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {boolean} isFirst
 * @param {boolean | null} judged
 */
function assistant(talk, message, isFirst, judged) {
    const slug = message.metadata?.faq_slug;
    const title = slug && titleOf(talk, slug);
    /** @param {boolean} helpful */
    const thumb = (helpful) => button(helpful ? say.yesHelped : say.noHelp, () => judge(talk, message, helpful), 'ib', icon(helpful ? 'up' : 'dn', 's'));
    return h('article', { class: 'm bot' }, isFirst && h('p', { class: 'by' }, icon('bot', 's'), h('b', null, say.assistant)),
        h('div', { class: 'b', dir: 'auto' }, messageNodes(message)),
        slug && h('div', { class: 'src' }, title && h('span', { class: 'of' }, icon('book', 'xs'), h('bdi', null, title)),
            h('span', { class: 'ask' },
                judged === null ? [say.didThisHelp, thumb(true), thumb(false)] : judged ? say.saidHelped : say.saidNoHelp)));
}

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {boolean} helpful
 */
const judge = (talk, message, helpful) => talk.attempt(async () => {
    await talk.request('POST', `/conversations/${message.conversation_id}/feedback`, { message_id: message.id, helpful });
    talk.judged.set(message.id, helpful);
});

/**
 * What an entry is called: its name is in English, its question in its own language.
 *
 * @param {CustomerConversation} talk
 * @param {string} slug
 */
const titleOf = (talk, slug) =>
    talk.lang === 'en' ? slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ') : talk.questions.get(slug);

/**
 * @param {Wire.Message} message
 * @param {boolean} isLast
 */
function person(message, isLast) {
    const name = message.sender_name ?? '';
    return h('article', { class: 'm agent' }, isLast && face(name), h('div', { class: 'b' }, messageNodes(message)),
        isLast && h('p', { class: 'meta' }, `${name}, `, time(message)));
}

/**
 * @param {CustomerConversation} talk
 * @param {import('../shared/outbox.js').Outgoing} entry
 * @returns {Row}
 */
function outgoingRow(talk, entry) {
    const { id: key, refusal } = entry;
    const isCut = talk.connection === 'lost';
    const words = entry.kind === 'person' ? say.askingForPerson : entry.content;
    const make = () => h('article', { class: 'm me' }, h('p', { class: refusal ? 'b fail' : 'b wait' }, words),
        refusal === null
            ? h('p', { class: 'meta' }, icon('clock', 'xs'), isCut ? say.waitingToSend : say.sending)
            : h('p', { class: 'meta bad' }, icon('alert', 'xs'), h('span', null, refusal),
                button(say.tryAgain, () => talk.outbox?.retry(entry)), button(say.remove, () => talk.outbox?.drop(key))));
    return { key, state: [refusal, isCut], make };
}

/** @param {string} name */
const dots = (name) => h('div', { class: name, 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));

/** @returns {Row} */
function lookingRow() {
    const make = () => h('article', { class: 'm bot' }, h('p', { class: 'by' }, icon('bot', 's'), say.isLooking), dots('typing bare'));
    return { key: 'looking', state: 0, make };
}

/**
 * @param {string} name
 * @returns {Row}
 */
function typingRow(name) {
    const make = () => h('article', { class: 'm agent' }, face(name), dots('typing'), h('p', { class: 'meta' }, say.isWriting(name)));
    return { key: 'typing', state: name, make };
}

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {() => void} askPerson
 * @returns {Row[]}
 */
function chipsRow(talk, message, askPerson) {
    const quicks = message.metadata?.quick_replies ?? [];
    const offersPerson = message.metadata?.show_talk_to_agent === true;
    if (quicks.length === 0 && !offersPerson) return [];
    const make = () => h('div', { class: 'chips', role: 'group', 'aria-label': say.suggested },
        offersPerson && h('button', { type: 'button', class: 'chip person', onclick: askPerson }, icon('person', 's'), say.talkToPerson),
        quicks.map((quick) => button(quick.question, () => talk.pick(quick), 'chip')));
    return [{ key: `chips ${message.id}`, state: 0, make }];
}
