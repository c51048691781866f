/**
 * One conversation in a list.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h } from '../shared/dom.js';
import { timeOfDay } from './format.js';
import { addressOf } from './desk-routes.js';
import { face, languageOf, nameOf } from './customer-face.js';
import { words as say } from './desk-words.js';

/** From here on a wait is long, and then too long; milliseconds. */
const warm = 3 * 60_000;
const hot = 6 * 60_000;
/** Pixels, as desk.css draws them. */
const lowRow = 60;
const tallRow = 84;

/** @param {number} waited milliseconds */
export function urgency(waited) {
    if (waited >= hot) return ' hot';
    return waited >= warm ? ' warm' : '';
}

/** What agents here most likely speak; other languages are named. */
const ownLanguage = navigator.language.split('-')[0];

/** @typedef {'mine' | 'waiting' | 'assistant' | 'closed'} Group */

/**
 * How high a conversation’s row is, in pixels: one that has tags is higher.
 *
 * @param {Wire.AgentConversation} one
 * @param {Group} group
 */
export function heightOf({ escalation, rating }, group) {
    return (group === 'closed' ? rating : group !== 'assistant' && escalation) ? tallRow : lowRow;
}

/**
 * @param {Desk} desk
 * @param {Wire.AgentConversation} one
 * @param {Group} group
 */
export function conversationRow(desk, one, group) {
    const isOpen = desk.route.id === one.id;
    const last = one.last_message;
    const { customer } = one;
    const view = group === 'mine' || group === 'waiting' ? 'chats' : group;
    const unread = group === 'mine' ? one.unread_count : 0;
    const tags = heightOf(one, group) === tallRow ? tagsOf(one, group) : [];
    const speaker = speakerOf(one, desk.session.me?.display_name);
    const make = () => h('li', null, h('a', {
        class: unread > 0 ? 'item unread' : 'item',
        href: addressOf(view, one.id),
        'aria-current': isOpen ? 'true' : null,
    }, face(one),
    h('span', { class: 'nm' }, nameOf(one)),
    group === 'waiting' ? h('span', { class: 'tm wait', 'data-age': one.id }) : when(last?.created_at ?? one.created_at),
    h('span', { class: 'pv' }, speaker && `${speaker}: `, preview(one)),
    unread > 0 && h('span', { class: 'count' }, h('span', { 'aria-hidden': 'true' }, unread), h('span', { class: 'vh' }, say.unread(unread))),
    tags.length > 0 && h('span', { class: 'tags' }, tags.map(([words, kind]) => h('span', { class: kind }, words)))));
    return {
        state: [isOpen, last?.seq, speaker, unread, customer.online, customer.name, tags],
        make,
    };
}

/** @param {string} moment */
function when(moment) {
    const at = new Date(moment);
    const isRecent = Date.now() - at.getTime() < 3_600_000;
    const isToday = at.toDateString() === new Date().toDateString();
    return h('time', { class: 'tm', dateTime: moment, 'data-at': isRecent ? at.getTime() : null },
        isToday ? timeOfDay(moment) : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(at));
}

/**
 * Who wrote the newest words, if it was not the customer.
 *
 * @param {Wire.AgentConversation} one
 * @param {string} [me]
 */
function speakerOf({ last_message: last, agent }, me) {
    if (last?.sender_type === 'bot') return say.assistant;
    if (last?.sender_type !== 'agent') return '';
    // The lists leave out the name; as a rule it is the one who has the chat.
    const name = last.sender_name ?? agent?.display_name ?? say.handledBy;
    return name === me ? say.you : name;
}

/**
 * What it is about, in one line. The system's words, such as the place in the queue, tell an agent nothing.
 *
 * @param {Wire.AgentConversation} one
 */
function preview({ last_message: last, escalation }) {
    if (last?.sender_type !== 'system' || !escalation) return last?.content ?? '';
    if (escalation.remark) return escalation.remark;
    return escalation.tried.length > 0 ? `${say.tried} ${escalation.tried.map(say.answeredWith).join(', ')}` : last.content;
}

/**
 * @param {Wire.AgentConversation} one
 * @param {Group} group
 * @returns {[string, string][]} words and the class they are drawn with
 */
function tagsOf({ customer, escalation, rating }, group) {
    /** @type {[string, string][]} */
    const tags = [];
    if (group === 'closed') {
        if (rating) tags.push([say.rated(rating), rating <= 2 ? 'pill bad' : 'pill ok']);
        return tags;
    }
    if (escalation) {
        const reason = say.reason(escalation.entry_reason ?? escalation.reason);
        tags.push([reason, escalation.entry_reason || escalation.reason === 'asked' ? 'pill' : 'pill info']);
    }
    const language = customer.locale?.split('-')[0];
    if (language && language !== ownLanguage) tags.push([languageOf(language), '']);
    if (!customer.online) tags.push([say.leftPage, '']);
    return tags;
}
