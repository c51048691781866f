/** The answers' page: composes its regions, and shows what the address names. */
import { batched, h, showRows } from '../shared/dom.js';
import { onPublished } from '../desk/answer-counts.js';
import { railRegion } from '../desk/rail.js';
import { Session } from '../desk/agent-session.js';
import { icon } from '../desk/desk-icons.js';
import { openSettings } from '../desk/settings-dialog.js';
import { listenForKeys, openKeys } from './answers-keys.js';
import { openConflicts } from './conflict-dialog.js';
import { historyView, reportView } from './history.js';
import { listRegion } from './entry-list.js';
import { newEntryView, openMoving } from './new-entry.js';
import { openPublishing } from './publish-dialog.js';
import { sourceRegion } from './source-region.js';
import { tell } from './tell.js';
import { tryRegion } from './try-region.js';
import { unansweredRegion } from './unanswered.js';
import { Workshop } from './workshop.js';
import { say } from './answers-words.js';

/** @typedef {'file' | 'new' | 'unanswered' | 'history' | 'report' | 'none'} View */

const root = h('div', { id: 'answers' });
const session = new Session(begin, signIn);
const shop = new Workshop(session, batched(draw));
/** @type {View} */
let view = 'none';
/** @type {import('./new-entry.js').Sketch} */
const blank = { question: '', asks: [], replies: [], topic: '' };
let sketch = blank;

const tryOut = tryRegion(shop);
const source = sourceRegion(shop, { publish, compare, move: (path) => openMoving(shop, path) });
const gaps = unansweredRegion(shop, (known) => {
    sketch = known;
    location.hash = '#/new';
}, () => view === 'unanswered');
const list = listRegion(shop, () => view);
const rail = railRegion({
    session,
    get view() { return view === 'unanswered' ? 'unanswered' : 'answers'; },
    get counts() { return { problems: shop.check.troubled, unanswered: gaps.count }; },
    get load() { return session.me?.username ?? ''; },
    openSettings: () => openSettings(session),
    openShortcuts: openKeys,
});
const strips = h('div', { class: 'strips', role: 'status' });
const doc = h('section', { class: 'doc', 'aria-label': say.panes.source });
const panes = h('nav', { class: 'panes', 'aria-label': say.panesTitle });
const page = h('div', { class: 'app', 'data-pane': 'list' }, strips, rail.element, panes,
    h('main', null, list.element, doc, h('section', { class: 'try', 'aria-label': say.tryIt }, tryOut.element, gaps.aside)));

function draw() {
    if (!session.me) return;
    rail.draw();
    list.draw();
    if (view === 'file') source.draw();
    tryOut.draw();
    gaps.draw();
    const problems = [
        !shop.reach.isOpen && { key: 'lost', icon: /** @type {const} */ ('wifi'), words: `${say.lost} ${say.lostMore}` },
        shop.problem !== null && { key: 'problem', icon: /** @type {const} */ ('alert'), words: say.folderProblem(shop.problem) },
        !shop.drafts.isKept && { key: 'kept', icon: /** @type {const} */ ('alert'), words: say.notKept },
        shop.trouble !== null && shop.reach.isOpen && { key: 'trouble', icon: /** @type {const} */ ('alert'), words: shop.trouble },
    ];
    showRows(strips, problems.flatMap((strip) => (strip ? [{
        key: strip.key, state: strip.words, make: () => h('div', { class: 'strip' }, icon(strip.icon, 's'), h('p', null, strip.words)),
    }] : [])));
    document.title = `${doc.querySelector('h1, h2')?.textContent ?? say.title} – ${say.title}`;
    showPanes();
}

// MARK: where we are

function follow() {
    const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
    const [name = '', ...parts] = path.split('/');
    const parameters = new URLSearchParams(query);
    const wanted = parameters.get('q');
    const isFile = name === 'file' && parts.length > 0;
    view = isFile ? 'file' : name === 'new' || name === 'unanswered' || name === 'history' || name === 'report' ? name : 'none';
    if (wanted) tryOut.ask(wanted);
    if (isFile) {
        shop.show(parts.map(decodeURIComponent).join('/'));
        if (!doc.contains(source.element)) doc.replaceChildren(source.element);
        const line = Number(parameters.get('line'));
        if (line > 0) source.goTo(line);
    } else {
        shop.open = null;
        doc.replaceChildren(viewNode());
    }
    if (view === 'unanswered') gaps.load();
    if (view !== 'new') sketch = blank;
    page.dataset['pane'] = view === 'none' ? 'list' : 'source';
    draw();
}

/** @returns {HTMLElement} */
function viewNode() {
    switch (view) {
        case 'new': return newEntryView(shop, sketch);
        case 'unanswered': return gaps.view;
        case 'history': return historyView(shop);
        case 'report': return reportView(shop);
        default: return h('div', { class: 'nothing' }, icon('book'), h('h2', null, say.pick), h('p', null, say.pickMore));
    }
}

/** On a phone, one of three at a time. */
function showPanes() {
    const shown = page.dataset['pane'];
    showRows(panes, /** @type {const} */ (['list', 'source', 'try']).map((pane) => ({
        key: pane, state: [shown === pane, view],
        make: () => h('button', {
            type: 'button', class: 'pane', 'aria-pressed': String(shown === pane),
            onclick: () => {
                page.dataset['pane'] = pane;
                showPanes();
            },
        }, pane === 'source' ? middleTitle() : say.panes[pane]),
    })));
}

function middleTitle() {
    if (view === 'new') return say.newAnswer;
    return view === 'history' || view === 'report' || view === 'unanswered' ? say.views[view] : say.panes.source;
}

// MARK: what is done here

function publish() {
    openPublishing(shop, (text) => {
        page.dataset['pane'] = 'try';
        tryOut.ask(text);
        tryOut.input.focus();
        draw();
    });
}

/** @param {string} path */
function compare(path) {
    const theirs = shop.sources.get(path);
    openConflicts(shop, [{ path, version: theirs?.version ?? null, text: theirs && theirs.version !== null ? theirs.text : null }]);
}

async function begin() {
    if (!session.isEditor) {
        root.replaceChildren(h('main', { class: 'nothing whole' }, icon('book'), h('h1', null, say.refused), h('p', null, say.refusedMore),
            h('a', { class: 'btn', href: '/agent' }, say.toDesk)));
        return;
    }
    root.replaceChildren(page);
    addEventListener('hashchange', follow);
    listenForKeys({ publish, search: () => list.search.focus() });
    follow();
    await shop.begin();
    onPublished(() => gaps.load());
    await gaps.load();
}

function signIn() {
    location.replace(`/agent/login?next=${encodeURIComponent(location.pathname + location.hash)}`);
}

root.append(h('p', { class: 'nothing whole' }, say.loading));
document.body.append(root);
for (;;) {
    try {
        await session.resume();
        break;
    } catch (error) {
        tell(say.lost);
        root.replaceChildren(h('p', { class: 'nothing whole' }, error instanceof Error ? error.message : say.lost));
        await shop.reach.pause();
    }
}
