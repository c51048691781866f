/**
 * One message of a conversation, as agents see it.
 *
 * @typedef {import('../shared/dom.js').Row} Row
 * @typedef {import('./open-talk.js').OpenTalk} OpenTalk
 * @typedef {import('../shared/outbox.js').Outgoing} Outgoing
 */
import { h } from '../shared/dom.js';
import { timeOfDay } from './format.js';
import { messageNodes } from '../shared/rich.js';
import { icon } from './desk-icons.js';
import { nameOf } from './customer-face.js';
import { words as say } from './desk-words.js';

/** Messages of one sender that are no further apart, in milliseconds, stand together. */
const togetherWithin = 5 * 60_000;

/** @param {string} moment */
export function time(moment) {
    return h('time', { dateTime: moment, title: new Date(moment).toLocaleString('en-GB') }, timeOfDay(moment));
}

/**
 * @param {Wire.Message | undefined} one
 * @param {Wire.Message | undefined} other
 */
function isTogether(one, other) {
    return one !== undefined && other !== undefined && one.sender_type === other.sender_type && one.sender_type !== 'system'
        && one.sender_agent_id === other.sender_agent_id && !one.metadata?.internal && !other.metadata?.internal
        && Math.abs(Date.parse(other.created_at) - Date.parse(one.created_at)) < togetherWithin;
}

/**
 * A message and, before the first of a day, the day.
 *
 * @param {OpenTalk} talk
 * @param {Wire.Message} message
 * @param {Wire.Message | undefined} before
 * @param {Wire.Message | undefined} after
 * @returns {Row[]}
 */
export function messageRows(talk, message, before, after) {
    const day = new Date(message.created_at).toDateString();
    const isNewDay = before ? new Date(before.created_at).toDateString() !== day : day !== new Date().toDateString();
    const row = messageRow(talk, message, !isNewDay && isTogether(before, message), isTogether(message, after));
    const claims = talk.claims.filter(({ seq }) => seq > message.seq && seq < (after?.seq ?? Infinity)).map((claim) => claimRow(talk, claim));
    return isNewDay ? [dayRow(message), row, ...claims] : [row, ...claims];
}

/**
 * @param {OpenTalk} talk
 * @param {OpenTalk['claims'][0]} claim
 * @returns {Row}
 */
export function claimRow(talk, { seq, at, agent }) {
    const words = agent.id === talk.desk.session.me?.id ? say.youClaimed : say.theyClaimed(agent.display_name);
    return { key: `claim-${seq}`, state: words, make: () => h('p', { class: 'sys' }, h('span', null, `${words}, `, time(at))) };
}

/** A line of more characters does not fit between hairlines on every screen. */
const shortLine = 34;

/**
 * @param {Wire.Message} message
 * @returns {Row}
 */
function dayRow({ seq, created_at: moment }) {
    const at = new Date(moment);
    const today = new Date();
    const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
    const words = at.toDateString() === today.toDateString() ? say.today
        : at.toDateString() === yesterday.toDateString() ? say.yesterday
            : new Intl.DateTimeFormat('en-GB', {
                weekday: 'long', day: 'numeric', month: 'long',
                ...(at.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
            }).format(at);
    return { key: `day-${seq}`, state: words, make: () => h('p', { class: 'sys day' }, h('span', null, words)) };
}

/**
 * @param {OpenTalk} talk
 * @param {Wire.Message} message
 * @param {boolean} isFollowing whether it stands right below the one before
 * @param {boolean} isFollowed
 * @returns {Row}
 */
function messageRow(talk, message, isFollowing, isFollowed) {
    const { id, seq, metadata } = message;
    const kind = isFollowing ? ' following' : '';
    if (metadata?.internal) return { key: id, state: 0, make: () => note(message) };
    switch (message.sender_type) {
        case 'agent': {
            const isRead = seq <= talk.readByCustomer;
            return { key: id, state: [kind, isFollowed, isRead], make: () => article(message, `us${kind}`, !isFollowed && ours(message, isRead)) };
        }
        case 'bot':
            return { key: id, state: [kind, isFollowed, metadata?.helpful], make: () =>
                article(message, `us bot${kind}`, (!isFollowed || metadata?.faq_slug) && assistants(message)) };
        case 'system':
            return { key: id, state: 0, make: () => h('p', { class: message.content.length > shortLine ? 'sys long' : 'sys' }, h('span', null, `${message.content} `, time(message.created_at))) };
        default: {
            const name = talk.conversation ? nameOf(talk.conversation) : '';
            return { key: id, state: [kind, isFollowed, name], make: () =>
                article(message, kind, !isFollowed && h('p', { class: 'mt' }, `${name}, `, time(message.created_at))) };
        }
    }
}

/**
 * @param {Wire.Message} message
 * @param {string} kind
 * @param {HTMLElement | false | '' | null | undefined} below
 */
function article(message, kind, below) {
    // Whose language a customer writes in is not known, so the letters themselves choose the direction.
    return h('article', { class: `mm ${kind}`, 'data-seq': message.seq },
        h('div', { class: 'b', dir: 'auto' }, message.content === '' ? h('p', { class: 'erased' }, say.erased) : messageNodes(message)), below);
}

/**
 * @param {Wire.Message} message
 * @param {boolean} isRead
 */
function ours(message, isRead) {
    return h('p', { class: isRead ? 'mt seen' : 'mt' }, message.sender_name && `${message.sender_name}, `, time(message.created_at),
        icon(isRead ? 'checks' : 'check', 'xs'), isRead ? say.read : say.sent);
}

/** @param {Wire.Message} message */
function assistants({ metadata, created_at: moment }) {
    const slug = metadata?.faq_slug;
    const judged = metadata?.helpful === true ? say.helped : metadata?.helpful === false ? say.notHelped : '';
    return h('p', { class: 'mt', title: metadata?.why ?? '' }, icon('bot', 'xs'),
        h('span', null, `${[say.assistant, slug && say.answeredWith(slug)].filter(Boolean).join(', ')}${judged}, `, time(moment)));
}

/** @param {Wire.Message} message */
function note(message) {
    return h('article', { class: 'mm note', 'data-seq': message.seq }, icon('note'), h('div', { dir: 'auto' },
        h('p', null, h('b', null, say.noteLabel), ` ${message.content || say.erased}`),
        h('p', { class: 'mt' }, message.sender_name && `${message.sender_name}, `, time(message.created_at))));
}

/**
 * What has been written and not confirmed.
 *
 * @param {OpenTalk} talk
 * @param {Outgoing} entry
 * @param {boolean} isCut
 * @returns {Row}
 */
export function outgoingRow(talk, entry, isCut) {
    const make = () => {
        const meta = entry.refusal === null
            ? h('p', { class: 'mt' }, icon('clock', 'xs'), isCut ? say.waitingToSend : say.sending)
            : h('p', { class: 'mt bad' }, icon('alert', 'xs'), h('span', null, entry.refusal),
                h('button', { type: 'button', class: 'lk', onclick: () => talk.outbox.retry(entry) }, say.tryAgain),
                h('button', { type: 'button', class: 'lk', onclick: () => talk.outbox.drop(entry.id) }, say.remove));
        return h('article', { class: entry.kind === 'note' ? 'mm us pending memo' : 'mm us pending' },
            h('div', { class: 'b', dir: 'auto' }, messageNodes(entry)), meta);
    };
    return { key: entry.id, state: [entry.refusal, isCut], make };
}

/**
 * @param {string} name
 * @returns {Row}
 */
export function typingRow(name) {
    return { key: 'typing', state: name, make: () => h('p', { class: 'ty' },
        h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), say.writing(name)) };
}
