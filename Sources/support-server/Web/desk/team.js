/**
 * What those who lead look after: the colleagues, what each has, who waits, announcements and exports.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {import('../shared/dom.js').Row} Row
 */
import { icon } from './desk-icons.js';
import { nameOf } from './customer-face.js';
import { words } from './desk-words.js';
import { Figures } from './figures.js';
import { keepingFocus } from './keep-focus.js';
import { keepFresh, showTiles, spanChoice, troubleRow } from './overview.js';
import { overview as say } from './overview-words.js';
import { addressOf } from './desk-routes.js';
import { openAnnouncement, openExport } from './team-dialogs.js';
import { TeamTable } from './team-table.js';
import { openTransfer } from './transfer-dialog.js';
import { batched, h, showRows } from '../shared/dom.js';
import { age } from './format.js';

/** Milliseconds between two looks at colleagues and queue, however much happens. */
const lookEvery = 3_000;

/** @param {Desk} desk */
export function teamRegion(desk) {
    const { session } = desk;
    /** @type {Wire.Agent[]} */
    let colleagues = [];
    /** @type {Wire.AgentConversation[]} */
    let queue = [];
    let trouble = false;
    let lookedAt = 0;
    let timer = 0;
    const draw = batched(show);
    const figures = new Figures(session.request, draw);
    const table = new TeamTable(session, () => look());
    const choice = spanChoice(show);
    const heading = h('h2', { id: 'team-title', tabIndex: -1 }, say.team);
    const tiles = h('dl', { class: 'tiles four' });
    const troubles = h('div');
    const waiting = h('ul', { class: 'queue', 'aria-labelledby': 'team-waiting' });
    const status = h('div', { class: 'vh', role: 'status' });
    const element = h('section', { class: 'overview', 'aria-labelledby': 'team-title' }, h('div', { class: 'page' },
        h('header', { class: 'page-head' }, heading,
            h('button', { type: 'button', class: 'btn small', onclick: () => openAnnouncement(session, status) }, icon('sound', 's'), say.announce),
            h('button', { type: 'button', class: 'btn small', onclick: () => openExport(session) }, icon('download', 's'), say.export)),
        troubles, tiles,
        h('section', { class: 'card across' },
            h('h3', null, say.colleagues, choice.element), table.element),
        h('section', { class: 'card across' }, h('h3', { id: 'team-waiting' }, say.waitingNow), waiting), status));
    keepFresh(element, look);

    async function look() {
        clearTimeout(timer);
        timer = 0;
        lookedAt = Date.now();
        try {
            const [agents, line] = await Promise.all([session.request('GET', '/agents'), session.request('GET', '/queue')]);
            colleagues = agents.items;
            queue = line.items;
            trouble = false;
            await table.refresh();
        } catch {
            trouble = true;
        }
        show();
    }

    /** Looks again, soon: at once when the last look is some time ago. */
    function lookSoon() {
        if (timer) return;
        timer = setTimeout(look, Math.max(0, lookedAt + lookEvery - Date.now()));
    }

    function show() {
        keepingFocus(element, drawAll, heading);
    }

    function drawAll() {
        showRows(troubles, trouble ? [troubleRow(look)] : []);
        const present = colleagues.filter((one) => one.role !== 'editor');
        const longest = Math.max(0, ...queue.map((one) => one.wait_seconds ?? 0));
        showTiles(tiles, [
            { key: 'online', label: say.takingChats, figure: String(present.filter((one) => one.presence === 'online').length), aside: say.of(present.length) },
            { key: 'people', label: say.withPeople, figure: String(present.reduce((sum, one) => sum + one.active_chats, 0)) },
            { key: 'waiting', label: say.waitingNow, figure: String(queue.length), ...(queue.length > 0 ? { aside: say.longest(age(longest * 1_000)) } : {}) },
            { key: 'room', label: say.room, figure: String(present.filter((one) => one.presence === 'online')
                .reduce((sum, one) => sum + Math.max(0, one.max_active_chats - one.active_chats), 0)) },
        ]);
        table.draw(colleagues, figures.of(choice.span)?.agents ?? null);
        showRows(waiting, queue.length > 0 ? queue.map(queueRow) : [{ key: 'none', state: 0, make: () => h('li', { class: 'none' }, words.noneWaiting) }]);
        // The waits change all the time, and no row is drawn anew for that.
        for (const one of queue) {
            const label = waiting.querySelector(`[data-waits="${one.id}"] .wait`);
            if (label) label.textContent = say.lasting(one.wait_seconds);
        }
    }

    /**
     * @param {Wire.AgentConversation} one
     * @returns {Row}
     */
    function queueRow(one) {
        const name = nameOf(one);
        const reason = one.escalation && words.reason(one.escalation.entry_reason ?? one.escalation.reason);
        return { key: one.id, state: [name, reason, one.skipped_by], make: () => h('li', { 'data-waits': one.id },
            h('a', { class: 'strong', href: addressOf('chats', one.id) }, name),
            h('span', { class: 'gist' }, reason && h('span', { class: 'pill' }, reason),
                one.skipped_by > 0 && h('span', { class: 'pill warn' }, say.skipped(one.skipped_by))),
            h('span', { class: 'num wait' }),
            h('span', { class: 'queue-deeds' }, h('button', {
                type: 'button', class: 'btn small', 'aria-label': say.assignNamed(name), onclick: () => openTransfer(session, one, look),
            }, say.assign))) };
    }

    return {
        element,
        draw() {
            show();
            lookSoon();
        },
    };
}
