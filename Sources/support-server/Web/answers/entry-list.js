/** The list of answers, by topic, with how often each is asked and how it stands. */
import { h, showRows } from '../shared/dom.js';
import { icon } from '../desk/desk-icons.js';
import { partsOf, titleOf } from './entry-text.js';
import { say } from './answers-words.js';

/** @typedef {{path: string, title: string, topic: string, question: string, language: string | null, shown: number | null, mode: string}} Item */

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {() => string} view the view that is open
 */
export function listRegion(shop, view) {
    const search = h('input', { type: 'search', placeholder: say.searchHint, oninput: draw });
    const span = h('select', {
        'aria-label': say.askedIn,
        onchange: () => {
            shop.span = /** @type {HTMLSelectElement} */ (span).value;
            shop.refresh().catch(() => {});
        },
    }, say.spans.map(([value, words]) => h('option', { value, selected: value === shop.span }, words)));
    /** @type {string | null} */
    let seen = null;
    const topics = h('div', { class: 'topics' });
    const views = h('ul', { class: 'views' });
    const empty = h('p', { class: 'none' });
    const element = h('nav', { class: 'tree', 'aria-label': say.title, onkeydown: move },
        h('div', { class: 'hd' }, h('h1', null, say.title),
            h('a', { class: 'ib', href: '#/new', 'aria-label': say.newAnswer, title: say.newAnswer }, icon('plus'))),
        h('div', { class: 'find' }, h('label', null, icon('search', 's'), h('span', { class: 'vh' }, say.search), search)),
        h('label', { class: 'span' }, say.askedIn, ' ', span),
        h('div', { class: 'scr' }, topics, empty), views);

    function draw() {
        if (shop.open !== seen) requestAnimationFrame(() => topics.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }));
        const held = topics.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
        const words = /** @type {HTMLInputElement} */ (search).value.trim().toLowerCase();
        const items = itemsOf(shop).filter(({ title, question, path }) => `${title} ${question} ${path}`.toLowerCase().includes(words));
        /** @type {Map<string, Item[]>} */
        const groups = new Map();
        for (const item of items) groups.set(item.topic, [...(groups.get(item.topic) ?? []), item]);
        const order = [...groups.keys()].sort((a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b));
        showRows(topics, order.map((topic) => ({
            key: topic, state: null,
            make: () => h('section', null, h('h2', { class: 'gh' }, topic === '' ? say.script : titleOf(topic)), h('ul')),
        })));
        order.forEach((topic, index) => {
            const list = /** @type {HTMLElement} */ (topics.children[index]?.querySelector('ul'));
            showRows(list, (groups.get(topic) ?? []).map((item) => row(shop, item, view() === 'file')));
        });
        // A row that changes is made anew; who stood on it stays there.
        if (held && !topics.contains(document.activeElement)) /** @type {HTMLElement | null} */ (topics.querySelector(`a[href="${CSS.escape(held)}"]`))?.focus();
        empty.textContent = items.length > 0 ? '' : shop.state === 'loading' ? say.loading : words === '' ? say.none : say.noneFound;
        empty.hidden = items.length > 0;
        // Only once it stands in the list: before, there is nothing to bring into view.
        if (topics.querySelector('[aria-current]') || shop.open === null) seen = shop.open;
        showRows(views, Object.entries(say.views).map(([name, title]) => ({
            key: name, state: view() === name,
            make: () => h('li', null, h('a', { href: `#/${name}`, 'aria-current': view() === name ? 'page' : null }, title)),
        })));
    }

    /**
     * Arrows go from answer to answer.
     *
     * @param {KeyboardEvent} event
     */
    function move(event) {
        const links = [...topics.querySelectorAll('a')];
        const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
        const isSearch = document.activeElement === search;
        const next = new Map([['ArrowDown', at + 1], ['ArrowUp', at - 1], ['Home', 0], ['End', links.length - 1]]).get(event.key);
        if (next === undefined || at < 0 && !(isSearch && event.key === 'ArrowDown')) return;
        event.preventDefault();
        if (next < 0) search.focus();
        else links[Math.min(next, links.length - 1)]?.focus();
    }

    return { element, draw, search };
}

/**
 * Files of the folder and files that are only drafts, each topic by name.
 *
 * @param {import('./workshop.js').Workshop} shop
 * @returns {Item[]}
 */
export function itemsOf(shop) {
    const entries = new Map(shop.entries.map((entry) => [entry.file, entry]));
    const paths = new Set([...shop.versions.keys(), ...entries.keys(), ...shop.drafts.paths]);
    return [...paths].map((path) => {
        const entry = entries.get(path);
        const { topic, name, slug, language } = partsOf(path);
        return {
            path, topic, language: entry?.language ?? language, question: entry?.question ?? '', shown: entry?.shown ?? null,
            title: path.endsWith('.md') ? titleOf(entry?.slug ?? slug) : name, mode: entry?.mode ?? 'live',
        };
    }).sort((a, b) => a.title.localeCompare(b.title) || (a.language ?? '').localeCompare(b.language ?? ''));
}

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {Item} item
 * @param {boolean} isFileView
 */
function row(shop, item, isFileView) {
    const found = shop.check.diagnostics.filter(({ file }) => file === item.path);
    const errors = found.filter(({ severity }) => severity === 'error').length;
    const warnings = found.filter(({ severity }) => severity === 'warning').length;
    const draft = shop.drafts.get(item.path);
    const isOpen = isFileView && shop.open === item.path;
    const mark = errors > 0 ? say.errors(errors) : warnings > 0 ? say.warnings(warnings) : say.fine;
    const stand = draft ? (draft.text === null ? say.toRemove : say.notPublished) : null;
    return {
        key: item.path, state: [item, errors, warnings, stand, isOpen],
        make: () => h('li', null, h('a', {
            class: `fl${draft?.text === null ? ' gone' : ''}`, href: fileAddress(item.path), title: item.question || item.path,
            'aria-current': isOpen ? 'page' : null,
        },
        h('span', { class: errors > 0 ? 'state e' : warnings > 0 ? 'state w' : 'state' },
            icon(errors > 0 ? 'x' : warnings > 0 ? 'alert' : 'check', 'xs'), h('span', { class: 'vh' }, mark)),
        h('span', { class: 'nm' }, item.title, stand && h('span', { class: 'edited' }, h('span', { class: 'vh' }, `, ${stand}`))),
        h('span', { class: 'end' },
            item.language && h('span', { class: 'pill', lang: item.language }, item.language),
            say.modes[item.mode] && h('span', { class: 'pill' }, say.modes[item.mode]),
            item.shown !== null && h('span', { class: 'n num' }, item.shown || '', h('span', { class: 'vh' }, ` ${say.asked(item.shown)}`))))),
    };
}

/** @param {string} path */
export function fileAddress(path) {
    return `#/file/${path.split('/').map(encodeURIComponent).join('/')}`;
}
