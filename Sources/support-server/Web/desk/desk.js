/** The agents' page: signing in, the lists, and the conversation that is open. */
import { Problem } from '../shared/api.js';
import { face, showAges, showLists } from './desk-list.js';
import { nameOf, talkRows } from './desk-log.js';
import { Desk } from './desk-state.js';
import { announce, batched, fitHeight, h, icon, onSubmit, part, showRows } from '../shared/dom.js';
import { parsedURL } from '../shared/rich.js';
import { initials } from '../shared/format.js';
import { desk as say } from './desk-words.js';

const signInPage = part('sign-in', HTMLElement);
const deskPage = part('desk', HTMLElement);
const signInForm = part('sign-in-form', HTMLFormElement);
const refusal = part('refusal', HTMLElement);
const log = part('log', HTMLElement);
const composer = part('composer', HTMLFormElement);
const field = part('message', HTMLTextAreaElement);
const sendButton = part('send', HTMLButtonElement);
const status = part('status', HTMLElement);

/** @type {string | null} The conversation whose log is shown. */
let shownID = null;
let wasAtEnd = true;
let announced = 0;

const desk = new Desk(batched(show), (isExpired) => showSignIn(isExpired ? say.signedOut : ''));

// MARK: signing in

/** @param {string} message */
function showSignIn(message) {
    deskPage.hidden = true;
    signInPage.hidden = false;
    location.hash = '';
    document.title = 'Sign in to answer chats';
    showRefusal(message);
    part('username', HTMLInputElement).focus();
}

/** @param {string} message */
function showRefusal(message) {
    refusal.replaceChildren();
    if (message) refusal.append(h('div', { class: 'refusal' }, icon('alert', 's'), h('span', null, message)));
}

signInForm.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = part('sign-in-button', HTMLButtonElement);
    const password = part('password', HTMLInputElement);
    button.disabled = true;
    try {
        await desk.signIn(part('username', HTMLInputElement).value.trim(), password.value);
        password.value = '';
        showRefusal('');
        // The page is the same; the address bar need not say “login” any more.
        history.replaceState(null, '', '/agent');
    } catch (error) {
        const isWrong = error instanceof Problem && error.status === 401;
        showRefusal(isWrong ? say.signInFailed : error instanceof Error ? error.message : String(error));
        password.select();
    } finally {
        button.disabled = false;
    }
});

// MARK: drawing

function show() {
    if (!desk.me) return;
    if (deskPage.hidden) {
        signInPage.hidden = true;
        deskPage.hidden = false;
    }
    const unread = [...desk.mine.values()].reduce((sum, one) => sum + one.unread_count, 0);
    document.title = unread > 0 ? `(${unread}) ${say.title}` : say.title;
    part('me', HTMLElement).textContent = initials(desk.me.display_name);
    part('my-name', HTMLElement).textContent = desk.me.display_name;
    part('my-load', HTMLElement).textContent = say.load(desk.mine.size, desk.me.max_active_chats);
    part('presence', HTMLSelectElement).value = desk.me.presence === 'away' ? 'away' : 'online';
    part('presence-dot', HTMLElement).className = desk.me.presence === 'online' ? 'dot ok' : 'dot warn';
    showStrip();
    showLists(desk);
    showTalk();
}

function showStrip() {
    const isLost = desk.connection === 'lost';
    showRows(part('strip', HTMLElement), isLost ? [{
        key: 'lost', state: 0,
        make: () => h('div', { class: 'strip' }, icon('wifi', 's'), h('p', null, h('b', null, say.lost), ` ${say.lostMore}`),
            h('button', { type: 'button', class: 'lk', onclick: () => desk.tryNow() }, 'Try now')),
    }] : []);
}

function showTalk() {
    const talk = desk.open;
    const conversation = talk?.conversation ?? null;
    deskPage.classList.toggle('has-chat', talk !== null);
    part('nothing', HTMLElement).hidden = talk !== null;
    part('talk', HTMLElement).hidden = talk === null;
    if (shownID !== (talk?.id ?? null)) {
        shownID = talk?.id ?? null;
        log.replaceChildren();
        wasAtEnd = true;
        announced = 0;
        field.value = talk?.draft ?? '';
        fitHeight(field);
    }
    showRows(part('trouble', HTMLElement), desk.trouble ? [{
        key: 'trouble', state: desk.trouble,
        make: () => h('div', { class: 'strip' }, icon('alert', 's'), h('p', null, desk.trouble)),
    }] : []);
    if (!talk || !conversation) return;
    showHead(conversation, talk.isMine);
    log.setAttribute('aria-label', `Conversation with ${nameOf(conversation)}`);
    showRows(log, talkRows(talk, desk.connection === 'lost'));
    if (wasAtEnd) log.scrollTop = log.scrollHeight;
    showBar(conversation, talk.isMine);
    showComposer(conversation, talk);
    speak(talk);
}

/**
 * @param {Wire.AgentConversation} conversation
 * @param {boolean} isMine
 */
function showHead(conversation, isMine) {
    const { customer } = conversation;
    showRows(part('face', HTMLElement), [{ key: customer.id, state: [customer.online, customer.name], make: () => face(conversation) }]);
    part('name', HTMLElement).textContent = nameOf(conversation);
    const page = customer.page && (parsedURL(customer.page)?.pathname ?? customer.page);
    const here = customer.online ? (page ? say.page(page) : say.online) : say.offline;
    const rated = conversation.rating ? `, ${say.rated(conversation.rating)}` : '';
    part('about', HTMLElement).textContent = [customer.email, here].filter(Boolean).join(', ') + rated;
    for (const id of ['release', 'hand-back', 'close']) part(id, HTMLElement).hidden = !isMine;
}

/**
 * @param {Wire.AgentConversation} conversation
 * @param {boolean} isMine
 */
function showBar(conversation, isMine) {
    const { phase, agent } = conversation;
    const words = {
        automated: [say.withAssistant, say.withAssistantMore],
        queued: [say.claimHint, say.claimMore],
        claimed: [say.theirs(agent?.display_name ?? ''), say.theirsMore],
        closed: [say.closed, say.closedMore],
    }[phase];
    const canClaim = phase === 'queued' || phase === 'automated';
    showRows(part('bar', HTMLElement), isMine ? [] : [{
        key: 'bar', state: words,
        make: () => h('div', { class: 'claim' }, h('p', null, words[0], h('small', null, words[1])),
            canClaim && h('button', { type: 'button', class: 'btn pri', onclick: claim }, say.claim)),
    }]);
}

/**
 * @param {Wire.AgentConversation} conversation
 * @param {import('./open-talk.js').OpenTalk} talk
 */
function showComposer(conversation, talk) {
    if (!talk.isMine) talk.draftKind = 'note';
    const isNote = talk.draftKind === 'note';
    composer.classList.toggle('memo', isNote);
    const reply = part('reply-tab', HTMLButtonElement);
    reply.disabled = !talk.isMine;
    reply.setAttribute('aria-pressed', String(!isNote));
    part('note-tab', HTMLButtonElement).setAttribute('aria-pressed', String(isNote));
    const label = isNote ? say.notePlaceholder : say.replyPlaceholder(nameOf(conversation));
    field.placeholder = label;
    field.setAttribute('aria-label', label);
    sendButton.textContent = isNote ? say.addNote : say.send;
    sendButton.disabled = field.value.trim() === '';
}

/** @param {import('./open-talk.js').OpenTalk} talk */
function speak(talk) {
    const newest = Math.max(0, ...[...talk.messages.values()].map((message) => message.seq));
    if (announced > 0) {
        for (const message of talk.messages.values()) {
            if (message.seq > announced && message.sender_type === 'customer') announce(status, message.content);
        }
    }
    announced = newest;
}

// MARK: what the agent does

async function claim() {
    const { open } = desk;
    await desk.act('claim');
    if (open?.isMine) {
        open.draftKind = 'text';
        show();
        field.focus();
    }
}

function submit() {
    const content = field.value.trim();
    if (content === '' || !desk.open) return;
    wasAtEnd = true;
    desk.open.write(content);
    field.value = '';
    desk.open.draft = '';
    fitHeight(field);
    sendButton.disabled = true;
}

/** @param {'text' | 'note'} kind */
function write(kind) {
    if (!desk.open) return;
    desk.open.draftKind = kind;
    show();
    field.focus();
}

async function follow() {
    const id = location.hash.slice(1);
    if (!desk.me) return;
    if (id === '') desk.leave();
    else await desk.show(id);
    keepFocus();
}

/** Where what had the focus is hidden now, the conversation takes it. */
function keepFocus() {
    const held = document.activeElement;
    if (desk.open && (!held || held === document.body || held.getClientRects().length === 0)) log.focus();
}

/** @param {'release' | 'hand-back' | 'close'} deed */
async function letGo(deed) {
    await desk.act(deed);
    show();
    keepFocus();
}

addEventListener('hashchange', follow);
document.addEventListener('visibilitychange', () => desk.hasRead());
part('release', HTMLElement).addEventListener('click', () => letGo('release'));
part('hand-back', HTMLElement).addEventListener('click', () => letGo('hand-back'));
part('close', HTMLElement).addEventListener('click', () => letGo('close'));
part('reply-tab', HTMLElement).addEventListener('click', () => write('text'));
part('note-tab', HTMLElement).addEventListener('click', () => write('note'));
part('sign-out', HTMLElement).addEventListener('click', () => desk.signOut());
part('presence', HTMLSelectElement).addEventListener('change', (event) => {
    desk.setPresence(/** @type {HTMLSelectElement} */ (event.target).value);
});
onSubmit(composer, field, submit);
field.addEventListener('input', () => {
    fitHeight(field);
    sendButton.disabled = field.value.trim() === '';
    if (!desk.open) return;
    desk.open.draft = field.value;
    if (field.value !== '') desk.open.isWriting();
});
log.addEventListener('scroll', () => {
    wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
});
new ResizeObserver(() => {
    if (wasAtEnd) log.scrollTop = log.scrollHeight;
}).observe(log);
setInterval(() => desk.me && showAges(desk), 1_000);

if (Desk.hasToken) {
    try {
        await desk.resume();
        await follow();
    } catch (error) {
        showSignIn(error instanceof Error ? error.message : String(error));
    }
} else {
    showSignIn('');
}
