/**
 * What a customer and the assistant said before a person joined, folded into a card.
 *
 * @typedef {import('./open-talk.js').OpenTalk} OpenTalk
 */
import { h } from '../shared/dom.js';
import { age } from './format.js';
import { icon } from './desk-icons.js';
import { time } from './message-rows.js';
import { words as say } from './desk-words.js';

/** With more messages than this they are shown as they are: a card of hundreds of lines is none. */
const most = 60;

/**
 * The messages that the card stands for; none while nobody has joined, or when not all of them are held.
 *
 * @param {OpenTalk} talk
 * @returns {Wire.Message[]}
 */
export function earlyMessages(talk) {
    const { conversation, messages } = talk;
    if (!conversation || talk.heldAfter > 0) return [];
    const { escalation, phase } = conversation;
    const joined = messages.find((one) => one.sender_type === 'agent' && !one.metadata?.internal)?.seq ?? Infinity;
    if (joined === Infinity && phase !== 'claimed') return [];
    const asked = escalation?.message_seq ?? 0;
    const early = messages.filter(({ seq, sender_type: sender }) =>
        seq < joined && (sender === 'bot' || (sender === 'customer' && seq <= asked)));
    return early.length > most ? [] : early;
}

/**
 * @param {OpenTalk} talk
 * @param {Wire.Message[]} early
 * @returns {import('../shared/dom.js').Row}
 */
export function beforeRow(talk, early) {
    const escalation = talk.conversation?.escalation ?? null;
    const asked = early.filter((one) => one.sender_type === 'customer');
    const waited = waitOf(talk);
    const first = early[0];
    const span = first && escalation ? Date.parse(escalation.at) - Date.parse(first.created_at) : 0;
    const make = () => h('details', { class: 'before', open: true },
        h('summary', null, icon('bot'), h('span', null, say.before),
            h('span', { class: 'end num' }, say.counted(early.length), span >= 60_000 && say.lasted(say.minutes(Math.round(span / 60_000))),
                icon('down', 'xs'))),
        h('ol', null,
            asked.length === 0 && h('li', null, h('span'), h('span', null, say.nothingSaid)),
            asked.map((message) => exchange(message, answerTo(message, early))),
            escalation && h('li', { class: 'asked' }, time(escalation.at), h('span', null,
                `${sentence(say.reason(escalation.entry_reason ?? escalation.reason))}.`,
                escalation.remark && [' ', h('q', { dir: 'auto' }, escalation.remark)],
                waited !== null && ` ${say.waited(age(waited))}`))),
        escalation && escalation.tried.length > 0 && h('p', { class: 'tried' }, say.tried, ' ',
            escalation.tried.map((slug) => h('span', { class: 'pill' }, say.answeredWith(slug)))));
    return { key: 'before', state: [early.map((one) => [one.id, one.metadata?.helpful]), escalation, waited], make };
}

/** @param {string} words */
function sentence(words) {
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * From the escalation to the first claim, as far as it is known; milliseconds.
 *
 * @param {OpenTalk} talk
 */
function waitOf({ conversation, claims }) {
    const at = conversation?.escalation?.at;
    const claimedAt = claims[0]?.at;
    return at && claimedAt ? Math.max(0, Date.parse(claimedAt) - Date.parse(at)) : null;
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
    const helpful = answer?.metadata?.helpful;
    const judged = helpful === true ? say.helped : helpful === false ? say.notHelped : '';
    const verdict = slug ? say.answeredWith(slug) + judged : say.noAnswer;
    return h('li', null, time(message.created_at),
        h('div', null, h('q', { dir: 'auto' }, message.content), answer && h('p', { class: 'answer', dir: 'auto' }, answer.content)),
        h('span', { class: !slug ? 'pill warn' : helpful === false ? 'pill bad' : 'pill ok', title: answer?.metadata?.why ?? '' }, verdict));
}
