/**
 * The search field over the lists, its filters, and what was found. The address keeps what is asked.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {import('./search-finder.js').Found} Found
 * @typedef {import('../shared/dom.js').Row} Row
 */
import { icon } from './desk-icons.js';
import { filterControls } from './search-filters.js';
import { find, findMore, isAsked, queryOf, searchOf } from './search-finder.js';
import { face, nameOf } from './customer-face.js';
import { keepingFocus } from './keep-focus.js';
import { addressOf } from './desk-routes.js';
import { search as say } from './search-words.js';
import { announce, h, showRows } from '../shared/dom.js';
import { timeOfDay } from './format.js';

/** Milliseconds without a key after which we search. */
const pause = 250;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/**
 * @param {Desk} desk
 * @returns the field and its chips, what was found, and whether anything is asked: then `results` stand in the lists’ place
 */
export function searchRegion(desk) {
    let asked = '';
    let asking = 0;
    let timer = 0;
    /** @type {Found | null} */
    let found = null;
    let trouble = '';
    const box = /** @type {HTMLInputElement} */ (h('input', { type: 'search', placeholder: say.placeholder, autocomplete: 'off', spellcheck: false }));
    const label = h('span', { class: 'vh' });
    const filters = filterControls(desk, (changes) => go({ ...current(), ...changes }));
    const status = h('div', { class: 'vh', role: 'status' });
    const element = h('div', { class: 'search', role: 'search' },
        h('div', { class: 'find' }, h('label', null, icon('search', 's'), label, box, h('kbd', { 'aria-hidden': 'true' }, '/')), filters.button),
        filters.chips, filters.panel, status);
    const results = h('div', { class: 'found', hidden: true });
    const lists = { people: named(say.people), messages: named(say.messages), chats: named(say.chats) };
    const current = () => searchOf(desk.route.query);

    /** @param {import('./search-finder.js').Search} search */
    function go(search) {
        const { view, id } = desk.route;
        history.replaceState(null, '', addressOf(view, id, queryOf(search)));
        desk.follow();
    }

    box.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(() => go({ ...current(), q: box.value.trim() }), pause);
    });
    box.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
            // Within a search the key takes it back; without one it leaves the field.
            if (box.value === '') return box.blur();
            event.preventDefault();
            event.stopPropagation();
            box.value = '';
            clearTimeout(timer);
            go({ ...current(), q: '' });
        } else if ((event.key === 'ArrowDown' || event.key === 'Enter') && !event.isComposing) {
            const first = results.querySelector('a');
            if (results.hidden || !first) return;
            event.preventDefault();
            first.focus();
        }
    });
    results.addEventListener('keydown', (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step) return;
        const links = [...results.querySelectorAll('a')];
        const at = links.findIndex((link) => link === document.activeElement);
        event.preventDefault();
        (at + step < 0 ? box : links[at + step])?.focus();
    });

    async function ask() {
        const turn = ++asking;
        const search = current();
        found = null;
        trouble = '';
        try {
            const answer = await find(desk.request, search, desk.route.view, desk.session.me?.id ?? '');
            if (turn !== asking) return;
            found = answer;
            announce(status, say.found(answer.people.length + answer.hits.length + answer.chats.length));
        } catch (error) {
            if (turn !== asking) return;
            trouble = error instanceof Error ? error.message : String(error);
        }
        desk.changed();
    }

    async function askMore() {
        const turn = asking;
        const before = found;
        if (!before) return;
        try {
            const { chats, next } = await findMore(desk.request, before.wanted, before.next);
            if (turn === asking) found = { ...before, chats: [...before.chats, ...chats], next };
        } catch (error) {
            trouble = error instanceof Error ? error.message : String(error);
        }
        desk.changed();
    }

    function draw() {
        const search = current();
        const { view } = desk.route;
        label.textContent = view === 'assistant' || view === 'closed' ? say.label[view] : say.label.chats;
        if (document.activeElement !== box && box.value !== search.q) box.value = search.q;
        filters.draw(search);
        const isActive = isAsked(search);
        results.hidden = !isActive;
        const key = isActive ? `${view}?${queryOf(search)}` : '';
        if (key !== asked) {
            asked = key;
            asking += 1;
            found = null;
            if (isActive) ask();
        }
        keepingFocus(results, () => showRows(results, isActive ? rows() : []));
    }

    /** @returns {Row[]} */
    function rows() {
        if (trouble) return [{ key: 'trouble', state: trouble, make: () => h('p', { class: 'refusal', role: 'alert' }, icon('alert', 's'), h('span', null, trouble)) }];
        if (!found) return [{ key: 'searching', state: 0, make: () => h('p', { class: 'none' }, say.searching) }];
        const { people, hits, chats, next } = found;
        if (people.length + hits.length + chats.length === 0 && !next) {
            return [{ key: 'nothing', state: 0, make: () => h('p', { class: 'none' }, h('b', null, say.nothing), ' ', say.nothingHint) }];
        }
        return [
            ...group(lists.people, people.map((one) => chatRow(one))),
            ...group(lists.messages, hits.map((hit) => chatRow(hit.conversation, hit))),
            ...group(lists.chats, chats.map((one) => chatRow(one))),
            ...(next ? [{ key: 'more', state: next, make: () => h('button', { type: 'button', class: 'btn small', onclick: askMore }, say.more) }] : []),
        ];
    }

    /**
     * @param {Wire.AgentConversation} snapshot
     * @param {Wire.SearchHit} [hit]
     * @returns {Row}
     */
    function chatRow(snapshot, hit) {
        const one = desk.lists.find(snapshot.id) ?? snapshot;
        const isOpen = desk.open?.id === one.id && (!hit || desk.route.query.get('at') === String(hit.message.seq));
        const query = queryOf(current());
        if (hit) query.set('at', String(hit.message.seq));
        const href = addressOf(desk.route.view, one.id, query);
        const moment = hit?.message.created_at ?? one.updated_at;
        return { key: hit?.message.id ?? one.id, state: [href, isOpen, one.phase, one.customer, one.unread_count, one.last_message?.seq], make: () => h('li', null,
            h('a', { class: one.unread_count > 0 ? 'item unread' : 'item', href, 'aria-current': isOpen ? 'true' : null }, face(one),
                h('span', { class: 'nm' }, nameOf(one)),
                h('time', { class: 'tm', dateTime: moment }, dayOrTime(moment)),
                hit ? h('span', { class: 'pv snippet' }, writer(hit.message), marked(hit.snippet)) : h('span', { class: 'pv' }, one.customer.email ?? one.last_message?.content ?? ''),
                h('span', { class: 'tags' }, h('span', { class: one.phase === 'queued' ? 'pill warn' : 'pill' }, say.statuses[one.phase]),
                    one.agent && h('span', null, one.agent.display_name)))) };
    }

    return {
        element,
        results,
        draw,
        get isActive() {
            return isAsked(current());
        },
        focus() {
            box.focus();
            box.select();
        },
        /**
         * Opens the row before or behind the open one.
         *
         * @param {number} by
         */
        step(by) {
            const links = [...results.querySelectorAll('a')];
            const at = links.findIndex((link) => link.hasAttribute('aria-current'));
            links[at < 0 && by < 0 ? links.length - 1 : Math.max(0, at + by)]?.click();
        },
    };
}

/** @param {string} title */
function named(title) {
    return { title, list: h('ul', { 'aria-label': title }) };
}

/**
 * @param {ReturnType<typeof named>} group its list stays the same node, so that rows in it can
 * @param {Row[]} rows
 * @returns {Row[]}
 */
function group({ title, list }, rows) {
    showRows(list, rows);
    if (rows.length === 0) return [];
    return [
        { key: `${title} title`, state: rows.length, make: () => h('div', { class: 'group' }, h('h2', null, title), h('span', { class: 'num' }, rows.length)) },
        { key: title, state: 0, make: () => list },
    ];
}

/**
 * Whose words they are, where they are not the customer's.
 *
 * @param {Wire.Message} message
 */
function writer({ sender_type: sender, sender_name: name }) {
    return sender === 'bot' ? say.assistant : sender === 'agent' && name ? say.by(name) : '';
}

/** @param {string} moment */
function dayOrTime(moment) {
    const date = new Date(moment);
    return date.toDateString() === new Date().toDateString() ? timeOfDay(moment) : day.format(date);
}

/**
 * The words with what was looked for marked.
 *
 * @param {string} snippet
 */
function marked(snippet) {
    // Split by a pattern with a group, every second part is what the group held.
    return snippet.split(/\u0002([^\u0003]*)\u0003/).map((part, index) => (index % 2 === 1 ? h('mark', null, part) : part));
}
