/** Who published what and when, and how each answer did. */
import { h } from '../shared/dom.js';
import { fileAddress } from './entry-list.js';
import { partsOf, titleOf } from './entry-text.js';
import { say } from './answers-words.js';

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

/**
 * @param {import('./workshop.js').Workshop} shop
 * @returns {HTMLElement}
 */
export function historyView(shop) {
    const list = h('ol', { class: 'versions' });
    const more = h('button', { type: 'button', class: 'btn small', hidden: true, onclick: () => load() }, say.older);
    const note = h('p', { class: 'sub' }, say.loading);
    /** @type {number | null} */
    let after = null;

    async function load() {
        const page = await read(note, () => shop.request('GET', `/faq/history${after === null ? '' : `?after=${after}`}`));
        if (!page) return;
        list.append(...page.items.map((/** @type {Wire.AnswersVersion} */ version) => versionRow(version, list.childElementCount === 0 && version === page.items[0])));
        after = page.next_after;
        more.hidden = after === null;
        note.textContent = list.childElementCount === 0 ? say.historyNone : '';
    }

    load();
    return h('div', { class: 'view' }, h('h1', null, say.historyTitle), note, list, more);
}

/**
 * @param {Wire.AnswersVersion} version
 * @param {boolean} isLive
 */
function versionRow({ version, at, by, message, files }, isLive) {
    return h('li', null,
        h('p', null, h('b', null, by?.display_name ?? say.byHand), ' ', h('time', { datetime: at }, day.format(new Date(at))),
            isLive && h('span', { class: 'pill ok' }, say.isLive), h('span', { class: 'mono' }, version)),
        message && h('p', { class: 'message' }, message),
        files.length > 0 && h('ul', { class: 'touched' }, files.map(({ path, change }) => h('li', null,
            change === 'removed' ? h('span', { class: 'mono' }, path) : h('a', { class: 'mono', href: fileAddress(path) }, path),
            h('span', { class: 'pill' }, say.change(change))))));
}

/** @type {(keyof typeof say.columns)[]} */
const columns = ['shown', 'helped', 'unhelpful', 'person', 'again'];
const lists = /** @type {const} */ (['review_due', 'expired', 'never_shown', 'never_touched', 'without_tests']);

/**
 * @param {import('./workshop.js').Workshop} shop
 * @returns {HTMLElement}
 */
export function reportView(shop) {
    const note = h('p', { class: 'sub' }, say.loading);
    const body = h('div');
    const span = /** @type {HTMLSelectElement} */ (h('select', { 'aria-label': say.askedIn, onchange: load },
        say.spans.map(([value, words]) => h('option', { value, selected: value === shop.span }, words))));
    /** @type {Map<string, string>} */
    const files = new Map(shop.entries.flatMap(({ slug, file }) => (slug ? [[slug, file]] : [])));

    async function load() {
        /** @type {Wire.AnswersReport | null} */
        const report = await read(note, () => shop.request('GET', `/faq/report?since=${span.value}`));
        if (!report) return;
        note.textContent = report.entries.length === 0 ? say.reportNone : '';
        body.replaceChildren(...(report.entries.length === 0 ? [] : [figures(report, files)]), ...deadWood(report));
    }

    load();
    return h('div', { class: 'view' }, h('h1', null, say.reportTitle), h('label', { class: 'span' }, say.askedIn, ' ', span), note, body);
}

/**
 * @param {Wire.AnswersReport} report
 * @param {Map<string, string>} files
 */
function figures({ entries, definitions }, files) {
    return h('div', { class: 'table-holder', tabindex: '0', role: 'group', 'aria-label': say.reportTitle }, h('table', null,
        h('thead', null, h('tr', null, h('th', { scope: 'col' }, say.title),
            columns.map((column) => h('th', { scope: 'col', class: 'num', title: definitions[column] ?? null }, say.columns[column])))),
        h('tbody', null, entries.map((entry) => h('tr', null,
            h('th', { scope: 'row' }, h('a', { href: fileAddress(files.get(entry.slug) ?? '') }, titleOf(entry.slug))),
            columns.map((column) => h('td', { class: 'num' }, entry[column])))))));
}

/**
 * @param {Wire.AnswersReport} report
 * @returns {HTMLElement[]}
 */
function deadWood(report) {
    const paths = lists.map((name) => deadList(name, report.definitions[name], report[name].map((path) => [fileAddress(path), titleFor(path)])));
    const rules = report.rules_never_won.map(({ slug, rule, file, line }) => /** @type {[string, string]} */ ([
        `${fileAddress(file)}?line=${line}`, say.ruleOf(titleOf(slug), rule),
    ]));
    return [...paths, deadList('rules_never_won', report.definitions['rules_never_won'], rules)].filter((list) => list !== null);
}

/** @param {string} path */
function titleFor(path) {
    const { slug, language } = partsOf(path);
    return `${titleOf(slug)}${language ? ` (${language})` : ''}`;
}

/**
 * @param {string} name
 * @param {string | undefined} definition
 * @param {[address: string, title: string][]} items
 * @returns {any}
 */
function deadList(name, definition, items) {
    return items.length === 0 ? null : h('details', { class: 'dead' },
        h('summary', null, say.lists[name], ' ', h('span', { class: 'num' }, items.length)),
        definition && h('p', { class: 'sub' }, definition),
        h('ul', null, items.map(([address, title]) => h('li', null, h('a', { href: address }, title)))));
}

/**
 * What the server answers, or null, with the reason in its place.
 *
 * @param {HTMLElement} note
 * @param {() => Promise<any>} ask
 */
async function read(note, ask) {
    try {
        return await ask();
    } catch (error) {
        note.textContent = `${say.failed} ${error instanceof Error ? error.message : String(error)}`;
        return null;
    }
}
