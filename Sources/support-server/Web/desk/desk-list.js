/**
 * The lists of the desk: my chats, and who waits.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { nameOf } from './desk-log.js';
import { h, part, showRows } from '../shared/dom.js';
import { age, initials, timeOfDay } from '../shared/format.js';
import { desk as say } from './desk-words.js';

/** From here on a wait is long, and then too long; milliseconds. */
const warm = 120_000;
const hot = 300_000;

/** @param {Desk} desk */
export function showLists(desk) {
    const mine = [...desk.mine.values()].sort((a, b) => b.updated_at.localeCompare(a.updated_at));
    const waiting = [...desk.waiting.values()];
    part('mine-count', HTMLElement).textContent = String(mine.length);
    part('waiting-count', HTMLElement).textContent = String(waiting.length);
    showRows(part('mine', HTMLElement), mine.length > 0 ? mine.map((one) => row(desk, one, false)) : [empty(say.noneMine)]);
    showRows(part('waiting', HTMLElement), waiting.length > 0 ? waiting.map((one) => row(desk, one, true)) : [empty(say.noneWaiting)]);
    showAges(desk);
}

/**
 * Brings every age up to date; called each second.
 *
 * @param {Desk} desk
 */
export function showAges(desk) {
    let longest = 0;
    for (const [id, since] of desk.waitingSince) {
        const waited = Date.now() - since;
        longest = Math.max(longest, waited);
        const label = document.querySelector(`[data-age="${id}"]`);
        if (!label) continue;
        label.textContent = age(waited);
        label.className = `tm wait${urgency(waited)}`;
    }
    const label = part('longest', HTMLElement);
    label.textContent = desk.waiting.size > 0 ? say.longest(age(longest)) : '';
    label.className = `end num wait${urgency(longest)}`;
}

/** @param {number} waited */
function urgency(waited) {
    if (waited >= hot) return ' hot';
    return waited >= warm ? ' warm' : '';
}

/** @param {string} words */
function empty(words) {
    return { key: 'empty', state: words, make: () => h('li', { class: 'none' }, words) };
}

/**
 * @param {Desk} desk
 * @param {Wire.AgentConversation} one
 * @param {boolean} isWaiting
 * @returns {import('../shared/dom.js').Row}
 */
function row(desk, one, isWaiting) {
    const isOpen = desk.open?.id === one.id;
    const last = one.last_message;
    const { customer, escalation } = one;
    const make = () => h('li', null, h('a', {
        class: one.unread_count > 0 && !isWaiting ? 'item unread' : 'item',
        href: `#${one.id}`,
        'aria-current': isOpen ? 'true' : null,
    }, face(one),
    h('span', { class: 'nm' }, nameOf(one)),
    isWaiting ? h('span', { class: 'tm wait', 'data-age': one.id }) : h('span', { class: 'tm' }, last && timeOfDay(last.created_at)),
    h('span', { class: 'pv' }, preview(one)),
    !isWaiting && one.unread_count > 0 && h('span', { class: 'count', 'aria-label': say.unread(one.unread_count) }, one.unread_count),
    isWaiting && escalation && h('span', { class: 'tags' }, h('span', { class: escalation.reason === 'asked' ? 'pill' : 'pill info' },
        say.reason(escalation.entry_reason ?? escalation.reason)))));
    return { key: one.id, state: [isOpen, isWaiting, last?.seq, one.unread_count, customer.online, customer.name, escalation?.reason], make };
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
 * A customer's letters, in a colour of their own, with a dot that tells whether they are here.
 *
 * @param {Wire.AgentConversation} one
 */
export function face(one) {
    const tone = ['', ' b', ' c', ' d'][parseInt(one.customer.id.slice(-1), 16) % 4];
    const letters = one.customer.name ? initials(one.customer.name) : one.customer.id.slice(-2).toUpperCase();
    return h('span', { class: `mark person face${tone}`, 'aria-hidden': 'true' }, letters,
        h('i', { class: one.customer.online ? 'dot ok' : 'dot' }));
}
