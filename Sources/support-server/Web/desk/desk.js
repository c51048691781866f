/** The agents’ page: signing in, and the desk made of its regions. */
import { announce, h, showRows } from '../shared/dom.js';
import { alertRegion } from './desk-alerts.js';
import { customerRegion } from './about-customer.js';
import { icon } from './desk-icons.js';
import { Desk } from './desk-state.js';
import { makeDeeds } from './deeds.js';
import { dropOldDrafts } from './reply-drafts.js';
import { dialogs, listHead, todayPanel, wideViews } from './desk-extras.js';
import { listenForKeys } from './desk-keys.js';
import { currentRoute } from './desk-routes.js';
import { listRegion } from './desk-list.js';
import { railRegion } from './rail.js';
import { Session } from './agent-session.js';
import { signInRegion } from './sign-in.js';
import { talkRegion } from './desk-talk.js';
import { toastRegion } from './desk-toasts.js';
import { words as say } from './desk-words.js';

const status = h('div', { class: 'vh', role: 'status' });
const strip = h('div', { class: 'strip-place', role: 'status' });
const session = new Session(begun, ended);
const desk = new Desk(session, onNextFrame(draw), (text) => announce(status, text));

const rail = railRegion({
    session,
    get view() {
        return desk.route.view;
    },
    get counts() {
        return desk.counts;
    },
    get load() {
        return desk.load;
    },
    openSettings: () => dialogs.settings(desk),
    openShortcuts: () => dialogs.shortcuts(),
    openReplies: () => dialogs.replies(desk),
});
const list = listRegion(desk);
const search = listHead(desk);
list.head.append(search.element);
list.element.append(search.results);
const deeds = makeDeeds(desk, {
    toBox() {
        isBoxWanted = true;
        desk.changed();
    },
    toList: () => afterDrawing(() => list.focus()),
    toTalk: () => afterDrawing(() => talk.transcript.focus()),
}, (_desk, conversation) => dialogs.transfer(desk, conversation));
const talk = talkRegion(desk, deeds, () => todayPanel(desk));
const about = customerRegion(desk, (text) => {
    desk.isAboutShown = false;
    talk.composer.insert(text);
});
const alerts = alertRegion(desk);
const toasts = toastRegion(desk);
const wide = h('section', { class: 'wide', tabIndex: -1 });
/** Whether the reply box takes the focus as soon as it is there. */
let isBoxWanted = false;
/** @type {Map<string, import('./desk-extras.js').Region>} Made when they are first looked at. */
const wideRegions = new Map();

const title = h('h1', { class: 'vh' });
const page = h('div', { class: 'desk', hidden: true }, strip, rail.element,
    h('main', { class: 'columns' }, title, list.element, talk.element, about.element, wide), toasts.element, status);
const signIn = signInRegion(session);
document.body.append(signIn.element, page);

function draw() {
    if (!session.me) return;
    const { view } = desk.route;
    const isWide = view === 'overview' || view === 'team';
    page.classList.toggle('has-chat', desk.open !== null);
    page.classList.toggle('is-wide', isWide);
    page.classList.toggle('has-about', desk.isAboutShown);
    title.textContent = say.views[view];
    list.element.hidden = talk.element.hidden = isWide;
    about.element.hidden = isWide || !desk.open?.conversation;
    wide.hidden = !isWide;
    showRows(strip, desk.connection === 'lost' ? [{ key: 'lost', state: 0, make: () => h('div', { class: 'strip' }, icon('wifi', 's'),
        h('p', null, h('b', null, say.lost), ` ${say.lostMore}`),
        h('button', { type: 'button', class: 'lk', onclick: () => desk.tryNow() }, say.tryNow)) }] : []);
    rail.draw();
    alerts.draw();
    toasts.draw();
    if (isWide) return drawWide(view);
    search.draw();
    list.draw();
    talk.draw();
    about.draw();
    if (isBoxWanted && desk.open?.isMine && desk.open.id === currentRoute().id) {
        isBoxWanted = false;
        talk.composer.focus();
    }
}

/** @param {'overview' | 'team'} view */
function drawWide(view) {
    const make = wideViews[view];
    if (!wideRegions.has(view) && make) wideRegions.set(view, make(desk));
    const region = wideRegions.get(view);
    if (!region) return wide.replaceChildren();
    if (wide.firstChild !== region.element) wide.replaceChildren(region.element);
    region.draw();
}

/** @param {() => void} action */
function afterDrawing(action) {
    setTimeout(() => {
        draw();
        action();
    });
}

/**
 * Calls `action` once for any number of calls before the next frame; where no frames are drawn, soon.
 *
 * @param {() => void} action
 */
function onNextFrame(action) {
    let isWaiting = false;
    const run = () => {
        isWaiting = false;
        action();
    };
    return () => {
        if (isWaiting) return;
        isWaiting = true;
        if (document.visibilityState === 'visible') requestAnimationFrame(run);
        else setTimeout(run, 100);
    };
}

function begun() {
    dropOldDrafts();
    signIn.element.hidden = true;
    page.hidden = false;
    // Only within our own pages: an address elsewhere could be anybody’s.
    const next = new URLSearchParams(location.search).get('next');
    if (next?.startsWith('/agent/')) return location.replace(next);
    // The page is the same; the address bar need not say “login” any more.
    history.replaceState(null, '', `/agent${location.hash}`);
    desk.begin();
}

/** @param {boolean} isExpired */
function ended(isExpired) {
    desk.end();
    page.hidden = true;
    signIn.element.hidden = false;
    signIn.show(isExpired ? say.signedOut : '');
}

// Whoever goes on by themselves is not fetched back.
for (const touch of ['keydown', 'pointerdown']) addEventListener(touch, () => isBoxWanted = false, { capture: true });
document.addEventListener('visibilitychange', () => {
    desk.hasRead();
    desk.changed();
});
setInterval(() => {
    if (session.me && document.visibilityState === 'visible') desk.lists.lookAtAssistant().catch(() => {});
}, 2_000);

listenForKeys(() => (session.me ? {
    single: {
        n: () => void deeds.claimNext(),
        c: () => void deeds.claim(),
        j: () => (search.isActive ? search : list).step(1),
        k: () => (search.isActive ? search : list).step(-1),
        e: () => deeds.close(),
        a: () => deeds.transfer(),
        p: () => void session.setPresence(session.me?.presence === 'away' ? 'online' : 'away').then(desk.changed, desk.changed),
        r: () => talk.composer.focus(),
        '/': () => search.focus(),
        '?': () => dialogs.shortcuts(),
    },
    suggest: (index) => about.suggestions.use(index),
    swapKind: () => talk.composer.swap(),
    undo: () => desk.closings.undo(),
    escape: () => {
        if (desk.isAboutShown) {
            desk.isAboutShown = false;
            desk.changed();
        } else if (desk.open) {
            list.focus();
        }
    },
} : null));

try {
    await session.resume();
} catch (error) {
    ended(false);
    signIn.show(error instanceof Error ? error.message : String(error));
}
