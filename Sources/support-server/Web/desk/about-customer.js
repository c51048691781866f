/**
 * The column about the customer of the open conversation.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h, showRows } from '../shared/dom.js';
import { timeOfDay } from './format.js';
import { parsedURL } from '../shared/rich.js';
import { icon } from './desk-icons.js';
import { addressOf } from './desk-routes.js';
import { face, languageOf, nameOf, pageName } from './customer-face.js';
import { suggestionsRegion } from './suggestions.js';
import { words as say } from './desk-words.js';

/**
 * @param {Desk} desk
 * @param {(text: string) => void} insert
 */
export function customerRegion(desk, insert) {
    const who = h('div', { class: 'about-who' });
    const facts = h('dl', { class: 'facts' });
    const suggestions = suggestionsRegion(desk, insert);
    const earlier = h('div');
    const hide = h('button', { type: 'button', class: 'ib hide', 'aria-label': say.hideAbout, onclick: () => {
        desk.isAboutShown = false;
        desk.changed();
    } }, icon('x'));
    const element = h('aside', { class: 'about', 'aria-label': say.about }, hide, who,
        h('section', null, facts), suggestions.element, earlier);

    /** Whether it stands as a drawer over the chat. */
    let isDrawer = false;
    /** @type {string | null} */
    let askedFor = null;
    /** @type {Wire.AgentConversation[]} */
    let others = [];

    function draw() {
        if (isDrawer !== desk.isAboutShown) {
            isDrawer = desk.isAboutShown;
            const button = isDrawer ? hide : document.querySelector('.about-button');
            if (button instanceof HTMLElement && (isDrawer || element.contains(document.activeElement))) button.focus();
        }
        const conversation = desk.open?.conversation;
        if (!conversation) return;
        const { customer } = conversation;
        showRows(who, [{
            key: 'who',
            state: [customer.name, customer.email, customer.verified, customer.online],
            make: () => whoRow(conversation),
        }]);
        showRows(facts, factsOf(conversation).map(([term, words, address]) => ({
            key: term,
            state: [words, address],
            make: () => h('div', null, h('dt', null, term), h('dd', { dir: 'auto' },
                address ? h('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, words) : words)),
        })));
        suggestions.draw();
        lookForOthers(conversation);
        showRows(earlier, others.length === 0 ? [] : [{
            key: 'earlier',
            state: others.map((one) => one.id),
            make: () => h('section', null, h('h2', null, say.earlier, h('span', null, others.length)), h('ul', null, others.map(earlierRow))),
        }]);
    }

    /** @param {Wire.AgentConversation} conversation */
    function lookForOthers({ id, customer }) {
        if (askedFor === id) return;
        askedFor = id;
        others = [];
        desk.request('GET', `/conversations?customer=${customer.id}&limit=20`).then(({ items }) => {
            if (askedFor !== id) return;
            others = items.filter((/** @type {Wire.AgentConversation} */ one) => one.id !== id && one.customer.id === customer.id);
            desk.changed();
        }).catch(() => {
            // Asked again when the conversation is opened again.
        });
    }

    return { element, draw, suggestions };
}

/** @param {Wire.AgentConversation} conversation */
function whoRow(conversation) {
    const { email, verified } = conversation.customer;
    const isVerified = Boolean(email) && verified;
    return h('div', { class: 'who-row' }, face(conversation, 'big '), h('div', null,
        h('b', null, nameOf(conversation)),
        h('span', { class: 'email' }, email ?? say.noEmail, isVerified
            && h('span', { class: 'verified', title: say.verified }, icon('check', 'xs'), h('span', { class: 'vh' }, say.verified)))));
}

/** @param {Wire.AgentConversation} conversation */
function earlierRow(conversation) {
    return h('li', null, h('a', { class: 'old', href: addressOf(viewOf(conversation), conversation.id) },
        h('span', null, conversation.last_message?.content || say.title),
        h('time', { dateTime: conversation.created_at }, dayOf(conversation.created_at))));
}

/** @param {Wire.AgentConversation} conversation */
function viewOf({ phase }) {
    return phase === 'closed' ? 'closed' : phase === 'automated' ? 'assistant' : 'chats';
}

/** @param {string} moment */
function dayOf(moment) {
    return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(new Date(moment));
}

/**
 * @param {Wire.AgentConversation} conversation
 * @returns {[string, string, string?][]} what, in words, and where it leads
 */
function factsOf({ customer, created_at: began, agent, phase, rating }) {
    /** @type {[string, string, string?][]} */
    const facts = [];
    const attributes = { ...customer.attributes };
    const there = localTime(attributes['timezone']);
    if (there) {
        facts.push([say.localTime, there]);
        delete attributes['timezone'];
    }
    if (customer.locale) facts.push([say.language, languageOf(customer.locale)]);
    if (customer.page) {
        const isOfTheWeb = /^https?:$/.test(parsedURL(customer.page)?.protocol ?? '');
        facts.push([say.page, pageName(customer.page), isOfTheWeb ? customer.page : undefined]);
    }
    facts.push([say.began, `${dayOf(began)}, ${timeOfDay(began)}`]);
    if (agent && phase !== 'queued') facts.push([say.handledBy, agent.display_name]);
    if (rating) facts.push([say.rating, say.score(rating)]);
    // What the shop calls them is a key: `plan`, `last_order`.
    return [...facts, ...Object.entries(attributes).map(([key, value]) => /** @type {[string, string]} */ ([keyWords(key), value]))];
}

/** @param {string} key */
const keyWords = (key) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');

/** @param {string | undefined} zone as the shop has told it, `Europe/Copenhagen` */
function localTime(zone) {
    if (!zone) return null;
    try {
        return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date())
            + `, ${zone.split('/').at(-1)?.replaceAll('_', ' ')}`;
    } catch {
        return null;
    }
}
