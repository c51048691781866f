/**
 * How the chats go: today, in 7 days, in 30 days.
 *
 * @typedef {import('./figures.js').SpanName} SpanName
 * @typedef {import('../shared/dom.js').Row} Row
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {{label: string, figure: string, aside?: string, tone?: string, key: string}} Tile
 */
import { barsTable, chartKey, countBars, stackedBars } from './charts.js';
import { icon } from './desk-icons.js';
import { words } from './desk-words.js';
import { addressOf } from './desk-routes.js';
import { barsOf, Figures, goodShare, settledShare } from './figures.js';
import { keepingFocus } from './keep-focus.js';
import { urgency } from './list-rows.js';
import { overview as say } from './overview-words.js';
import { search } from './search-words.js';
import { batched, h, showRows } from '../shared/dom.js';
import { age } from './format.js';

/** Milliseconds. */
const refreshEvery = 30_000;
/** @type {SpanName[]} */
const spans = ['today', 'week', 'month'];

/** @param {Desk} desk */
export function overviewRegion(desk) {
    let isTable = false;
    const draw = batched(show);
    const figures = new Figures(desk.session.request, draw);
    const choice = spanChoice(show);
    const tiles = h('dl', { class: 'tiles' });
    const cards = h('div', { class: 'cards' });
    const element = h('section', { class: 'overview', 'aria-labelledby': 'overview-title' }, h('div', { class: 'page' },
        h('header', { class: 'page-head' }, h('h2', { id: 'overview-title' }, say.title),
            // A phone's bar has no room for it.
            desk.session.isLead && h('a', { class: 'btn small narrow', href: addressOf('team') }, say.team),
            choice.element),
        tiles, cards));
    keepFresh(element, show);

    function show() {
        const { span } = choice;
        const stats = figures.of(span);
        element.toggleAttribute('aria-busy', !stats);
        showTiles(tiles, [...tilesOf(stats, span), waitingTile(desk), assistantTile(desk)]);
        keepingFocus(cards, () => showRows(cards, [
            ...(figures.trouble ? [troubleRow(() => figures.fetch(choice.span))] : []),
            ...(stats ? [chartRow(stats), reasonsRow(stats), ratingsRow(stats), helpedRow(stats), definitionsRow(stats)] : []),
        ]));
    }

    /**
     * @param {Wire.Stats} stats
     * @returns {Row}
     */
    function chartRow(stats) {
        const { span } = choice;
        const bars = barsOf(stats, span);
        const title = say.chart[span];
        const turn = () => {
            isTable = !isTable;
            show();
            // The button says the opposite now.
            cards.querySelector('button')?.focus();
        };
        return { key: 'chart', state: [span, isTable, bars], make: () => h('section', { class: 'card across', hidden: bars.length === 0 },
            h('h3', null, title, chartKey()),
            isTable ? barsTable(bars, title) : stackedBars(bars, title),
            h('button', { type: 'button', class: 'lk', onclick: turn }, isTable ? say.asChart : say.asTable)) };
    }

    return { element, draw: show };
}

/**
 * Buttons for the days that are counted.
 *
 * @param {() => void} onChange
 */
export function spanChoice(onChange) {
    /** @type {SpanName} */
    let chosen = 'today';
    const buttons = spans.map((name) => h('button', { type: 'button', class: 'kind', 'aria-pressed': String(name === chosen), onclick: () => choose(name) }, say.spans[name]));

    /** @param {SpanName} name */
    function choose(name) {
        chosen = name;
        buttons.forEach((button, index) => button.setAttribute('aria-pressed', String(spans[index] === name)));
        onChange();
    }

    return {
        element: h('div', { class: 'kinds', role: 'group', 'aria-label': say.span }, buttons),
        get span() {
            return chosen;
        },
    };
}

/**
 * Today's numbers for a desk with nothing to do.
 *
 * @param {Desk} desk
 */
export function todayRegion(desk) {
    const figures = new Figures(desk.session.request, batched(show));
    const tiles = h('dl', { class: 'tiles four' });
    const chart = h('div', { class: 'hours' });
    const element = h('section', { class: 'today', 'aria-label': say.todayTitle, hidden: true }, tiles, chart);
    keepFresh(element, show);

    function show() {
        const stats = figures.of('today');
        element.hidden = !stats;
        if (!stats) return;
        const bars = barsOf(stats, 'today');
        showTiles(tiles, tilesOf(stats, 'today'));
        showRows(chart, bars.length === 0 ? [] : [{ key: 'chart', state: bars, make: () => h('div', null,
            h('h3', null, say.chart.today, chartKey()), stackedBars(bars, say.chart.today)) }]);
    }

    return { element, draw: show };
}

/**
 * Draws now and then while the element is looked at.
 *
 * @param {HTMLElement} element
 * @param {() => void} draw
 */
export function keepFresh(element, draw) {
    setInterval(() => {
        if (element.isConnected && !element.closest('[hidden]') && document.visibilityState === 'visible') draw();
    }, refreshEvery);
}

/**
 * @param {Wire.Stats | null} stats
 * @param {SpanName} span
 * @returns {Tile[]}
 */
function tilesOf(stats, span) {
    const good = goodShare(stats?.ratings ?? []);
    return [
        { key: 'started', label: say.chatsOf[span], figure: stats ? String(stats.started) : say.none },
        { key: 'settled', label: say.settled, figure: say.percent(stats && settledShare(stats)) },
        { key: 'reply', label: say.firstReply, figure: say.lasting(stats?.first_reply_seconds.median ?? null) },
        { key: 'rated', label: say.rated, figure: say.percent(good.share), aside: good.count > 0 ? say.of(good.count) : say.noneYet },
    ];
}

/**
 * @param {Desk} desk
 * @returns {Tile}
 */
function waitingTile({ lists: { waiting, waitingSince } }) {
    const longest = Math.max(0, ...[...waitingSince.values()].map((since) => Date.now() - since));
    return { key: 'waiting', label: say.waitingNow, figure: String(waiting.size), tone: urgency(longest), ...(waiting.size > 0 ? { aside: say.longest(age(longest)) } : {}) };
}

/**
 * @param {Desk} desk
 * @returns {Tile}
 */
function assistantTile({ lists }) {
    const connected = [...lists.assistant.values()].filter((one) => one.customer.online).length;
    return { key: 'assistant', label: say.withAssistant, figure: lists.assistantCount || say.none, ...(lists.assistantCount ? { aside: say.connected(connected) } : {}) };
}

/**
 * @param {HTMLElement} list
 * @param {Tile[]} tiles
 */
export function showTiles(list, tiles) {
    showRows(list, tiles.map(({ key, label, figure, aside, tone }) => ({ key, state: [label, figure, aside, tone], make: () =>
        h('div', null, h('dt', null, label), h('dd', null, figure, aside && h('small', { class: `wait${tone ?? ''}` }, ` ${aside}`))) })));
}

/**
 * @param {() => void} retry
 * @returns {Row}
 */
export function troubleRow(retry) {
    return { key: 'trouble', state: 0, make: () => h('div', { class: 'strip across', role: 'alert' }, icon('alert', 's'), h('p', null, say.trouble),
        h('button', { type: 'button', class: 'lk', onclick: retry }, say.tryAgain)) };
}

/**
 * @param {string} key
 * @param {string} title
 * @param {{label: string, count: number, tone?: string}[]} rows
 * @param {string} none what is said when there is nothing to count
 * @returns {Row}
 */
function countsRow(key, title, rows, none) {
    const isEmpty = rows.every((row) => row.count === 0);
    return { key, state: rows, make: () =>
        h('section', { class: 'card' }, h('h3', null, title), isEmpty ? h('p', { class: 'none' }, none) : countBars(rows)) };
}

/** @param {Wire.Stats} stats */
function reasonsRow({ escalated }) {
    const rows = Object.entries(escalated).sort((a, b) => b[1] - a[1]).map(([reason, count]) => ({ label: search.reasons[reason] ?? words.reason(reason), count }));
    return countsRow('reasons', say.reasons, rows, say.noReasons);
}

/** @param {Wire.Stats} stats */
function ratingsRow({ ratings }) {
    const rows = say.rating.map((label, index) => ({ label, count: ratings[index] ?? 0, tone: index < 2 ? 'bad' : index > 2 ? '' : 'mid' }));
    return countsRow('ratings', say.ratings, rows.reverse(), say.noRatings);
}

/** @param {Wire.Stats} stats */
function helpedRow({ helpful, unhelpful }) {
    return countsRow('helped', say.helped, [{ label: say.yes, count: helpful }, { label: say.no, count: unhelpful, tone: 'bad' }], say.noVotes);
}

/**
 * @param {Wire.Stats} stats
 * @returns {Row}
 */
function definitionsRow({ definitions }) {
    return { key: 'definitions', state: definitions, make: () => h('details', { class: 'card across definitions' },
        h('summary', null, icon('right', 'xs'), say.definitions),
        h('dl', null, Object.entries(definitions).map(([name, sentence]) => h('div', null, h('dt', null, say.figure(name)), h('dd', null, sentence))))) };
}
