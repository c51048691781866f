/** The customer's chat on the shop's page: the launcher, the panel, and what is around the log. */
import { logRows } from './chat-log.js';
import { CustomerConversation } from './conversation.js';
import { announce, batched, fitHeight, h, icon, onSubmit, part, showRows } from '../shared/dom.js';
import { initials } from '../shared/format.js';
import { chat as say } from './chat-words.js';

const wasOpenKey = 'support.open';
const phone = matchMedia('(max-width: 520px)');

const launcher = part('launcher', HTMLButtonElement);
const badge = part('badge', HTMLElement);
const panel = part('panel', HTMLDialogElement);
const log = part('log', HTMLElement);
const status = part('status', HTMLElement);
const form = part('composer', HTMLFormElement);
const field = part('message', HTMLTextAreaElement);
const sendButton = part('send', HTMLButtonElement);
const personButton = part('person', HTMLButtonElement);
const endButton = part('end', HTMLButtonElement);

/** The newest message the customer has had in sight. */
let seen = 0;
/** The newest message that was said aloud, or was there when the chat began. */
let announced = 0;
let wasAtEnd = true;

const draw = batched(show);
const talk = new CustomerConversation(draw);

function show() {
    const phase = talk.phase;
    const hasStarted = talk.conversation !== null;
    const isClosed = phase === 'closed';
    showHead();
    showStrip();
    showTicket();
    showRows(log, logRows(talk));
    if (wasAtEnd) toEnd();
    form.hidden = isClosed || !hasStarted;
    part('foot', HTMLElement).hidden = isClosed || !hasStarted;
    field.placeholder = say.placeholder[phase];
    sendButton.disabled = field.value.trim() === '';
    personButton.hidden = phase !== 'automated';
    endButton.hidden = phase === 'automated' && ![...talk.messages.values()].some((one) => one.sender_type === 'customer');
    showDone();
    speak();
    showUnread();
}

function showHead() {
    const name = talk.agentName;
    const mark = part('mark', HTMLElement);
    mark.textContent = name ? initials(name) : 'H';
    mark.className = name ? 'mark person' : 'mark';
    part('title', HTMLElement).textContent = name ?? say.title;
    part('subtitle', HTMLElement).textContent = talk.connection === 'lost' ? say.subtitle.lost : say.subtitle[talk.phase];
}

function showStrip() {
    const isLost = talk.connection === 'lost';
    const trouble = talk.trouble === 'gone' ? say.gone : talk.trouble;
    const action = (/** @type {string} */ label, /** @type {() => void} */ act) =>
        h('button', { type: 'button', class: 'lk', onclick: act }, label);
    /** @type {import('../shared/dom.js').Row[]} */
    const rows = [];
    if (isLost) {
        rows.push({ key: 'lost', state: 0, make: () => h('div', { class: 'strip' }, icon('wifi', 's'),
            h('p', null, h('b', null, say.lost), ` ${say.lostMore}`), action(say.tryNow, () => talk.tryNow())) });
    } else if (!talk.conversation && trouble) {
        rows.push({ key: 'failed', state: trouble, make: () => h('div', { class: 'strip' }, icon('alert', 's'),
            h('p', null, h('b', null, say.cannotStart), ` ${trouble}`), action(say.tryAgain, () => talk.start())) });
    } else if (trouble) {
        rows.push({ key: 'trouble', state: trouble, make: () => h('div', { class: 'strip' }, icon('alert', 's'), h('p', null, trouble),
            talk.trouble === 'gone' && action(say.startNew, () => talk.start(true))) });
    }
    if (talk.announcement) {
        rows.push({ key: 'announcement', state: talk.announcement, make: () => h('div', { class: 'strip calm' }, icon('note', 's'),
            h('p', null, talk.announcement), action(say.gotIt, () => talk.dismissAnnouncement())) });
    }
    showRows(part('strip', HTMLElement), rows);
}

function showTicket() {
    const { queue_position: position = null, expected_wait_seconds: wait = null } = talk.conversation ?? {};
    const isShown = talk.phase === 'queued' && position !== null;
    showRows(part('ticket', HTMLElement), isShown ? [{
        key: 'ticket', state: [position, wait],
        make: () => h('div', { class: 'ticket' }, h('span', { class: 'pos num', 'aria-hidden': 'true' }, String(position)),
            h('div', null, h('p', { class: 'place' }, say.place(position)), h('p', null, say.wait(wait)))),
    }] : []);
}

function showDone() {
    if (talk.phase !== 'closed') return showRows(part('done', HTMLElement), []);
    const fresh = h('button', { type: 'button', class: 'btn', onclick: startNew }, icon('plus', 's'), say.startNew);
    showRows(part('done', HTMLElement), [{
        key: 'done', state: talk.rated,
        make: () => h('div', { class: 'done' }, talk.rated === null ? ratingForm() : h('p', { class: 'thanks' }, say.rateThanks), fresh),
    }]);
}

function ratingForm() {
    const comment = h('textarea', { class: 'field', rows: 2, maxLength: 1000, 'aria-label': say.rateComment, placeholder: say.rateComment });
    const button = h('button', { class: 'btn pri', disabled: true }, say.rateSend);
    const faces = say.rates.map((word, index) => h('label', { class: 'face' },
        h('input', { type: 'radio', name: 'score', value: String(index + 1) }),
        icon(`f${index + 1}`), h('span', null, word)));
    const rating = h('form', {
        onchange: () => Reflect.set(button, 'disabled', false),
        onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            const entered = new FormData(/** @type {HTMLFormElement} */ (rating));
            talk.rate(Number(entered.get('score')), /** @type {HTMLTextAreaElement} */ (comment).value.trim());
        },
    }, h('fieldset', { class: 'faces' }, h('legend', null, say.rateQuestion), faces), comment, button);
    return rating;
}

/** Says what is new to those who listen. */
function speak() {
    const newest = Math.max(0, ...[...talk.messages.values()].map((message) => message.seq));
    if (announced > 0 && panel.open) {
        for (const message of talk.messages.values()) {
            if (message.seq > announced && message.sender_type !== 'customer') {
                announce(status, `${message.sender_name ?? ''} ${message.content}`.trim());
            }
        }
    }
    announced = newest;
}

function showUnread() {
    if (panel.open && document.visibilityState === 'visible' && isAtEnd()) {
        seen = announced;
        talk.hasRead();
    }
    const count = [...talk.messages.values()].filter((one) => one.seq > seen && one.sender_type === 'agent').length;
    badge.hidden = panel.open || count === 0;
    badge.textContent = String(count);
    launcher.setAttribute('aria-label', badge.hidden ? say.launcher : `${say.launcher}, ${say.unread(count)}`);
}

function isAtEnd() {
    return log.scrollHeight - log.scrollTop - log.clientHeight < 48;
}

function toEnd() {
    log.scrollTop = log.scrollHeight;
}

async function startNew() {
    announced = 0;
    seen = 0;
    wasAtEnd = true;
    await talk.start(true);
    field.focus();
}

/** @param {boolean} byHand whether the visitor asked for it just now */
function open(byHand) {
    if (panel.open) return;
    if (phone.matches) panel.showModal();
    else panel.show();
    // A dialog takes the focus by itself, which is right only when somebody asked for it.
    if (!byHand && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    launcher.setAttribute('aria-expanded', 'true');
    launcher.hidden = true;
    sessionStorage.setItem(wasOpenKey, 'yes');
    if (!talk.conversation) {
        talk.start().then(() => byHand && field.focus());
    } else if (byHand) {
        field.focus();
    }
    toEnd();
    draw();
}

function close() {
    panel.close();
    launcher.setAttribute('aria-expanded', 'false');
    launcher.hidden = false;
    sessionStorage.removeItem(wasOpenKey);
    launcher.focus();
    draw();
}

function submit() {
    const content = field.value.trim();
    if (content === '') return;
    wasAtEnd = true;
    talk.say(content);
    field.value = '';
    fitHeight(field);
    sendButton.disabled = true;
}

launcher.addEventListener('click', () => open(true));
part('ask', HTMLButtonElement).addEventListener('click', () => open(true));
part('minimise', HTMLButtonElement).addEventListener('click', close);
panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
});
panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault();
        close();
    }
});
onSubmit(form, field, submit);
field.addEventListener('input', () => {
    fitHeight(field);
    sendButton.disabled = field.value.trim() === '';
    if (field.value !== '') talk.isWriting();
});
personButton.addEventListener('click', () => {
    wasAtEnd = true;
    talk.askForPerson();
});
endButton.addEventListener('click', () => talk.end());
log.addEventListener('scroll', () => {
    wasAtEnd = isAtEnd();
    showUnread();
});
document.addEventListener('visibilitychange', showUnread);
new ResizeObserver(() => wasAtEnd && toEnd()).observe(log);

if (sessionStorage.getItem(wasOpenKey)) open(false);
else if (CustomerConversation.isKnown) talk.start();
