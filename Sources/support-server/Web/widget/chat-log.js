/**
 * The rows of the customer's log.
 *
 * @typedef {import('./conversation.js').CustomerConversation} CustomerConversation
 * @typedef {import('../shared/dom.js').Row} Row
 * @typedef {import('../shared/outbox.js').Outgoing} Outgoing
 */
import { h, icon } from '../shared/dom.js';
import { messageNodes } from '../shared/rich.js';
import { initials, timeOfDay } from '../shared/format.js';
import { chat as say } from './chat-words.js';

/**
 * @param {CustomerConversation} talk
 * @returns {Row[]}
 */
export function logRows(talk) {
    const messages = [...talk.messages.values()].sort((a, b) => a.seq - b.seq);
    const rows = messages.map((message, index) => messageRow(talk, message, messages[index - 1], messages[index + 1]));
    const waiting = talk.outbox?.entries ?? [];
    rows.push(...waiting.map((entry) => outgoingRow(talk, entry)));
    const isAutomated = talk.conversation !== null && talk.phase === 'automated';
    const newest = messages[messages.length - 1];
    if (isAutomated && waiting.some((entry) => entry.refusal === null) && talk.connection !== 'lost') rows.push(lookingRow());
    else if (isAutomated && !messages.some((message) => message.sender_type === 'customer')) rows.push(openingRow(talk));
    else if (isAutomated && newest?.sender_type === 'bot') rows.push(...chipsRow(talk, newest));
    if (talk.typist !== null) rows.push(typingRow(talk.typist));
    return rows;
}

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {Wire.Message | undefined} before
 * @param {Wire.Message | undefined} after
 * @returns {Row}
 */
function messageRow(talk, message, before, after) {
    const isFirst = before?.sender_type !== message.sender_type;
    const isLast = after?.sender_type !== message.sender_type || after.sender_name !== message.sender_name;
    switch (message.sender_type) {
        case 'customer': {
            const isRead = message.seq <= talk.readByAgent;
            return { key: message.id, state: [isLast, isRead], make: () => own(message, isLast, isRead) };
        }
        case 'bot': {
            const judged = talk.judged.get(message.id) ?? null;
            return { key: message.id, state: [isFirst, judged], make: () => assistant(talk, message, isFirst, judged) };
        }
        case 'agent':
            return { key: message.id, state: [isFirst, isLast], make: () => person(message, isLast) };
        default:
            return { key: message.id, state: 0, make: () => h('p', { class: 'sys' }, h('span', null, message.content)) };
    }
}

/** @param {string} moment */
function time(moment) {
    return h('time', { dateTime: moment, class: 'num' }, timeOfDay(moment));
}

/**
 * @param {Wire.Message} message
 * @param {boolean} isLast
 * @param {boolean} isRead
 */
function own(message, isLast, isRead) {
    const mark = isRead ? say.read : say.sent;
    const meta = isLast && h('p', { class: isRead ? 'meta seen' : 'meta' }, time(message.created_at),
        icon(isRead ? 'checks' : 'check', 'xs'), h('span', { class: isRead ? '' : 'unseen' }, mark));
    return h('article', { class: 'm me' }, h('p', { class: 'b' }, message.content), meta);
}

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {boolean} isFirst
 * @param {boolean | null} judged
 */
function assistant(talk, message, isFirst, judged) {
    const by = isFirst && h('p', { class: 'by' }, icon('bot', 's'), h('b', null, message.sender_name ?? say.assistant));
    return h('article', { class: 'm bot' }, by, h('div', { class: 'b' }, messageNodes(message)),
        message.metadata?.faq_slug ? judgement(talk, message, judged) : null);
}

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @param {boolean | null} judged
 */
function judgement(talk, message, judged) {
    if (judged !== null) return h('p', { class: 'helped' }, judged ? say.saidHelped : say.saidHelpedNot);
    const button = (/** @type {boolean} */ helpful) =>
        h('button', { type: 'button', class: 'ib', 'aria-label': helpful ? say.helped : say.helpedNot,
            onclick: () => talk.judge(message, helpful) }, icon(helpful ? 'up' : 'dn', 's'));
    return h('p', { class: 'helped' }, say.didThisHelp, button(true), button(false));
}

/**
 * @param {Wire.Message} message
 * @param {boolean} isLast
 */
function person(message, isLast) {
    const name = message.sender_name ?? '';
    return h('article', { class: isLast ? 'm agent last' : 'm agent' },
        isLast && h('span', { class: 'mark person sm', 'aria-hidden': 'true' }, initials(name)),
        h('div', { class: 'b' }, messageNodes(message)),
        isLast && h('p', { class: 'meta' }, `${name}, `, time(message.created_at)));
}

/**
 * @param {CustomerConversation} talk
 * @param {Outgoing} entry
 * @returns {Row}
 */
function outgoingRow(talk, entry) {
    const isCut = talk.connection === 'lost';
    return { key: entry.id, state: [entry.refusal, isCut], make: () => outgoing(talk, entry, isCut) };
}

/**
 * @param {CustomerConversation} talk
 * @param {Outgoing} entry
 * @param {boolean} isCut
 */
function outgoing(talk, entry, isCut) {
    const words = entry.kind === 'person' ? say.askingPerson : entry.content;
    if (entry.refusal === null) {
        return h('article', { class: 'm me' }, h('p', { class: 'b wait' }, words),
            h('p', { class: 'meta' }, icon('clock', 'xs'), isCut ? say.waitingToSend : say.sending));
    }
    return h('article', { class: 'm me' }, h('p', { class: 'b fail' }, words),
        h('p', { class: 'meta bad' }, icon('alert', 'xs'), h('span', null, entry.refusal),
            h('button', { type: 'button', class: 'lk', onclick: () => talk.outbox?.retry(entry) }, say.tryAgain),
            h('button', { type: 'button', class: 'lk', onclick: () => talk.outbox?.drop(entry.id) }, say.remove)));
}

/** @returns {Row} */
function lookingRow() {
    const make = () => h('article', { class: 'm bot' },
        h('p', { class: 'by' }, icon('bot', 's'), h('b', null, say.assistant), ` ${say.looking}`), dots('typing bare'));
    return { key: 'looking', state: 0, make };
}

/**
 * @param {string} name
 * @returns {Row}
 */
function typingRow(name) {
    const make = () => h('article', { class: 'm agent last' },
        h('span', { class: 'mark person sm', 'aria-hidden': 'true' }, initials(name)), dots('typing'),
        h('p', { class: 'meta' }, `${name} ${say.writing}`));
    return { key: 'typing', state: name, make };
}

/** @param {string} name */
function dots(name) {
    return h('div', { class: name, 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
}

/**
 * @param {CustomerConversation} talk
 * @returns {Row}
 */
function openingRow(talk) {
    const make = () => h('section', { class: 'group', 'aria-label': say.oftenAsked }, h('p', { class: 'cap' }, say.oftenAsked),
        h('div', { class: 'rows' }, talk.openingQuestions.map((quick) =>
            h('button', { type: 'button', class: 'row', onclick: () => talk.pick(quick) },
                h('span', null, quick.question), icon('right', 's')))));
    return { key: 'opening', state: talk.openingQuestions, make };
}

/**
 * @param {CustomerConversation} talk
 * @param {Wire.Message} message
 * @returns {Row[]}
 */
function chipsRow(talk, message) {
    const quicks = message.metadata?.quick_replies ?? [];
    const offersPerson = message.metadata?.show_talk_to_agent === true;
    if (quicks.length === 0 && !offersPerson) return [];
    const make = () => h('div', { class: 'chips' },
        offersPerson && h('button', { type: 'button', class: 'chip person', onclick: () => talk.askForPerson() },
            icon('person', 's'), say.askPerson),
        quicks.map((quick) => h('button', { type: 'button', class: 'chip', onclick: () => talk.pick(quick) }, quick.question)));
    return [{ key: `chips ${message.id}`, state: 0, make }];
}
