/**
 * The column at the far side of the desk and of the answers’ page: where one is, and who one is.
 *
 * @typedef {object} RailHost
 * @property {import('./agent-session.js').Session} session
 * @property {string} view which link is the present one: a view of the desk, `answers` or `unanswered`
 * @property {{waiting?: number, assistant?: string, problems?: number, unanswered?: number}} counts
 * @property {string} load how many chats one has, in words
 * @property {() => void} openSettings
 * @property {() => void} openShortcuts
 * @property {() => void} [openReplies]
 *
 * @typedef {object} Place
 * @property {keyof typeof say.views} view
 * @property {import('./desk-icons.js').IconName} drawing
 * @property {string} address
 * @property {boolean} [isTab] whether it has a tab on a phone; the others stand under More
 * @property {string} [count]
 * @property {string} [meaning] of the count, for those who do not see it
 * @property {string} [kind]
 */
import { h, initials, showRows } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { menu } from './desk-menu.js';
import { words as say } from './desk-words.js';

/** The name that the page’s head gives. */
export function shopName() {
    return document.querySelector('meta[name="application-name"]')?.getAttribute('content') ?? '';
}

/**
 * @param {RailHost} host
 * @returns {{element: HTMLElement, draw: () => void}}
 */
export function railRegion(host) {
    const { session } = host;
    const dot = h('i', { class: 'dot', 'aria-hidden': 'true' });
    const presence = /** @type {HTMLSelectElement} */ (h('select', {
        onchange: () => session.setPresence(presence.value === 'away' ? 'away' : 'online').catch(() => {}).finally(draw),
    }, h('option', { value: 'online' }, say.takingChats), h('option', { value: 'away' }, say.away)));
    const links = h('ul');
    /** @type {Place[]} */
    let places = [];
    const more = h('button', { type: 'button', class: 'nv' }, icon('dots'), h('span', { class: 'nv-name' }, say.more));
    const moreTab = h('li', { class: 'more-tab' }, menu(more, () => places.filter(({ isTab }) => !isTab).map(({ view, drawing, address }) => ({
        label: say.views[view], icon: drawing, do: () => location.assign(address),
    }))));
    const face = h('span', { class: 'mark person sm', 'aria-hidden': 'true' });
    const name = h('b');
    const load = h('small');
    const me = menu(h('button', { type: 'button', class: 'who', 'aria-label': say.account }, face, h('span', null, name, load)), () => [
        { label: say.settings, icon: 'sliders', do: () => host.openSettings() },
        ...(host.openReplies ? [{ label: say.savedReplies, icon: /** @type {const} */ ('bolt'), do: host.openReplies }] : []),
        { label: say.shortcuts, icon: 'key', do: () => host.openShortcuts() },
        { label: say.signOut, icon: 'right', do: () => void session.signOut() },
    ]);
    const element = h('nav', { class: 'rail', 'aria-label': say.main },
        h('div', { class: 'org' }, h('span', { class: 'mark' }, icon('chat', 's')), h('span', null, shopName())),
        h('label', { class: 'pres' }, dot, h('span', { class: 'vh' }, say.presence), presence, icon('down', 'xs')),
        links,
        h('div', { class: 'me' }, me, h('button', {
            type: 'button', class: 'ib', 'aria-label': say.shortcuts, title: `${say.shortcuts} (?)`, onclick: () => host.openShortcuts(),
        }, icon('key'))));

    function draw() {
        const { me } = session;
        if (!me) return;
        const { waiting = 0, assistant = '', problems = 0, unanswered = 0 } = host.counts;
        presence.value = me.presence === 'away' ? 'away' : 'online';
        dot.className = me.presence === 'away' ? 'dot warn' : 'dot ok';
        face.textContent = initials(me.display_name);
        name.textContent = me.display_name;
        load.textContent = host.load;
        const { isEditor, isLead } = session;
        places = [
            { view: 'chats', drawing: 'inbox', address: '/agent#/chats', isTab: true, count: waiting ? String(waiting) : '', kind: 'hot', meaning: say.waitingCount(waiting) },
            { view: 'assistant', drawing: 'bot', address: '/agent#/assistant', isTab: true, count: assistant },
            { view: 'closed', drawing: 'check', address: '/agent#/closed' },
            { view: 'overview', drawing: 'chart', address: '/agent#/overview', isTab: !isEditor },
        ];
        if (isLead) places.push({ view: 'team', drawing: 'person', address: '/agent#/team' });
        const answers = places.length;
        if (isEditor) {
            places.push(
                { view: 'answers', drawing: 'book', address: '/agent/answers', isTab: true, count: problems ? String(problems) : '', kind: 'warm', meaning: say.problemCount(problems) },
                { view: 'unanswered', drawing: 'spark', address: '/agent/answers#/unanswered', count: unanswered ? String(unanswered) : '' });
        }
        const rows = places.map(link);
        if (isEditor) rows.splice(answers, 0, { key: 'heading', state: 0, make: () => h('li', { class: 'heading' }, say.assistant) });
        showRows(links, [...rows, { key: 'more', state: 0, make: () => moreTab }]);
        more.classList.toggle('here', places.some(({ view, isTab }) => view === host.view && !isTab));
    }

    /**
     * @param {Place} place
     * @returns {import('../shared/dom.js').Row}
     */
    function link({ view, drawing, address, isTab, count = '', kind = '', meaning = '' }) {
        const isHere = host.view === view;
        return { key: view, state: [isHere, count, isTab], make: () => h('li', { class: !isTab && 'no-tab' },
            h('a', { class: `nv ${kind}`, href: address, title: say.views[view], 'aria-current': isHere ? 'page' : null },
                icon(drawing), h('span', { class: 'nv-name' }, say.views[view]),
                count !== '' && h('span', { class: 'n', 'aria-hidden': meaning ? 'true' : null }, count),
                meaning && count !== '' && h('span', { class: 'vh' }, meaning))) };
    }

    return { element, draw };
}
