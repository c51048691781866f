/**
 * The list beside the chat: mine and who waits, those with the assistant, or the closed ones.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h } from '../shared/dom.js';
import { age } from './format.js';
import { conversationRow, heightOf, urgency } from './list-rows.js';
import { VirtualList } from './virtual-list.js';
import { words as say } from './desk-words.js';

/** So near the end, in pixels, the next page is fetched. */
const fetchWithin = 1_200;

/**
 * @param {Desk} desk
 * @returns {{element: HTMLElement, head: HTMLElement, draw: () => void, step: (by: number) => void, focus: () => void}}
 */
export function listRegion(desk) {
    const head = h('div', { class: 'list-head' });
    const scroller = h('div', { class: 'scroller' });
    const groups = {
        mine: group('mine', say.mine),
        waiting: group('waiting', say.waiting),
        assistant: group('assistant', say.views.assistant),
        closed: group('closed', say.views.closed),
    };
    const longest = h('span', { class: 'end wait' });
    groups.waiting.title.append(longest);
    for (const { title, none, list } of Object.values(groups)) scroller.append(title, none, list);
    const element = h('section', { class: 'list', 'aria-label': say.lists }, head, scroller);
    let revealed = '';

    /**
     * @param {import('./list-rows.js').Group} id
     * @param {string} words
     */
    function group(id, words) {
        const count = h('span', { class: 'num' });
        const title = h('div', { class: 'group' }, h('h2', { id: `${id}-title` }, words), count);
        const list = h('ul', { 'aria-labelledby': `${id}-title` });
        /** @type {VirtualList<Wire.AgentConversation>} */
        const rows = new VirtualList(scroller, list, (one) => heightOf(one, id), (one) => conversationRow(desk, one, id));
        return { title, count, none: h('p', { class: 'none' }), list, rows };
    }

    /**
     * @param {keyof typeof groups} name
     * @param {Wire.AgentConversation[]} conversations
     * @param {boolean} isShown
     * @param {string} count
     * @param {string} none
     */
    function show(name, conversations, isShown, count, none) {
        const one = groups[name];
        one.title.hidden = one.list.hidden = !isShown;
        one.none.hidden = !isShown || conversations.length > 0;
        if (!isShown) return one.rows.set([]);
        one.count.textContent = count;
        one.none.textContent = none;
        one.rows.set(conversations);
    }

    function draw() {
        const { lists, route } = desk;
        const isChats = route.view === 'chats';
        const mine = [...lists.mine.values()].filter((one) => !desk.closings.has(one.id))
            .sort((a, b) => b.updated_at.localeCompare(a.updated_at));
        show('mine', mine, isChats, String(mine.length), say.noneMine);
        show('waiting', [...lists.waiting.values()], isChats, String(lists.waiting.size), say.noneWaiting);
        // One with nothing to do may look over the assistant’s shoulder.
        const isIdle = isChats && mine.length === 0 && lists.waiting.size === 0 && lists.assistant.size > 0;
        show('assistant', [...lists.assistant.values()], isIdle || route.view === 'assistant', lists.assistantCount, say.noneAssistant);
        show('closed', [...lists.closed.values()], route.view === 'closed', '', say.noneClosed);
        tick();
        // The open one is brought into view once, not each time something changes.
        const wanted = `${route.view} ${route.id}`;
        if (route.id && revealed !== wanted && lists.find(route.id)) {
            revealed = wanted;
            for (const one of shownGroups()) one.rows.reveal(route.id);
        }
        fetchMore();
    }

    /** Brings every age up to date. */
    function tick() {
        for (const label of scroller.querySelectorAll('[data-age]')) {
            const since = desk.lists.waitingSince.get(label.getAttribute('data-age') ?? '');
            if (since === undefined) continue;
            label.textContent = age(Date.now() - since);
            label.className = `tm wait${urgency(Date.now() - since)}`;
        }
        for (const label of scroller.querySelectorAll('[data-at]')) {
            const minutes = Math.floor((Date.now() - Number(label.getAttribute('data-at'))) / 60_000);
            if (minutes < 60) label.textContent = minutes < 1 ? say.justNow : say.minutes(minutes);
        }
        const waits = [...desk.lists.waitingSince.values()];
        const most = Date.now() - waits.reduce((least, one) => Math.min(least, one), Date.now());
        longest.textContent = waits.length > 0 ? say.longest(age(most)) : '';
        longest.className = `end wait${urgency(most)}`;
    }

    function fetchMore() {
        const { view } = desk.route;
        if (view !== 'assistant' && view !== 'closed') return;
        if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < fetchWithin && !desk.lists.isWhole(view)) {
            desk.lists.more(view).catch(() => {});
        }
    }

    function shownGroups() {
        return Object.values(groups).filter((one) => !one.list.hidden);
    }

    /**
     * Opens the chat before or behind the open one.
     *
     * @param {number} by
     */
    function step(by) {
        const keys = shownGroups().flatMap((one) => one.rows.keys);
        const at = desk.route.id ? keys.indexOf(desk.route.id) : -1;
        const next = keys[at < 0 && by < 0 ? keys.length - 1 : Math.max(0, at + by)];
        if (next) desk.go(desk.route.view, next);
    }

    /** Gives the focus to the open chat’s row, else to the first. */
    function focus() {
        const filled = shownGroups().filter((one) => one.rows.keys.length > 0);
        const owner = filled.find((one) => one.rows.keys.includes(desk.route.id ?? '')) ?? filled[0];
        const key = owner?.rows.keys.find((one) => one === desk.route.id) ?? owner?.rows.keys[0];
        if (owner && key) owner.rows.focus(key);
    }

    scroller.addEventListener('scroll', () => {
        for (const one of shownGroups()) one.rows.draw();
        tick();
        fetchMore();
    }, { passive: true });
    scroller.addEventListener('keydown', (event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        const here = document.activeElement?.closest('li')?.dataset['key'];
        if (by === 0 || !here) return;
        event.preventDefault();
        const all = shownGroups().flatMap((one) => one.rows.keys.map((key) => ({ key, rows: one.rows })));
        const next = all[all.findIndex((one) => one.key === here) + by];
        next?.rows.focus(next.key);
    });
    new ResizeObserver(() => shownGroups().forEach((one) => one.rows.draw())).observe(scroller);
    setInterval(() => {
        if (element.isConnected && desk.session.me) tick();
    }, 1_000);

    return { element, head, draw, step, focus };
}
