/** The frame that stays, and the conversation drawn into it. */
import { fitHeight, h, initials, onSubmit, showRows } from '../shared/dom.js';
import { icon } from '../shared/icons.js';
import { kept } from '../shared/keep.js';
import { ahead, clock, say } from './say.js';

/**
 * @typedef {import('./panel.js').Panel} Panel
 * @typedef {import('../shared/dom.js').Row} Row
 */

/** @param {Panel} panel */
export function show(panel) {
    const { talk, frame } = panel;
    const { phase } = talk;
    const hasBegun = talk.conversation !== null;
    showHead(panel);
    showRows(frame.strip, strips(panel));
    showRows(frame.log, rowsOf(panel));
    frame.log.classList.toggle('flush', hasBegun && talk.isFresh && !panel.past);
    frame.form.hidden = phase === 'closed' || !hasBegun;
    const { agentName } = talk;
    frame.field.placeholder = phase === 'queued' ? say.addAnything : agentName ? say.replyTo(agentName)
        : talk.hasPeople ? say.writeMessage : say.askAssistant;
    frame.form.classList.toggle('off', talk.connection === 'lost');
    showFoot(panel);
    showDone(panel);
    // Last, as what stands below the log takes room from it.
    if (panel.wasAtEnd) panel.toEnd();
    if (!hasBegun || talk.isFresh) return;
    const attention = panel.need('attention');
    if (attention) panel.attention ??= new attention.Attention(panel);
    panel.attention?.speak();
}

/** @param {Panel} panel */
function showHead({ talk, frame, shop }) {
    const name = talk.agentName;
    const back = talk.availability?.opens_at;
    frame.mark.textContent = name ? initials(name) : (shop || '?').slice(0, 1);
    frame.mark.className = name ? `mark person ${talk.phase === 'claimed' && talk.connection !== 'lost' ? 'here' : ''}` : 'mark';
    frame.title.textContent = name ?? say.help(shop);
    frame.subtitle.textContent = talk.connection === 'lost' ? say.reconnecting
        : talk.phase === 'closed' ? say.ended
        : talk.phase === 'claimed' ? say.hereNow(shop)
        : !talk.hasPeople && back ? say.peopleAreBack(ahead(back))
        : talk.phase === 'queued' ? say.inLine : say.answersAtOnce;
    frame.dots.hidden = !talk.conversation;
}

/**
 * @param {Panel} panel
 * @returns {Row[]}
 */
function strips(panel) {
    const { talk } = panel;
    /** @type {(key: string, picture: any, bold: string, text: string | null, label: string, act: () => void) => Row} */
    const strip = (key, picture, bold, text, label, act) => ({
        key, state: text, make: () => h('div', { class: key === 'calm' ? 'strip calm' : 'strip' }, icon(picture, 's'),
            h('p', null, bold && h('b', null, `${bold} `), text), button(label, act)),
    });
    const rows = [];
    if (talk.isGone) rows.push(strip('gone', 'alert', '', say.gone, say.newChat, () => panel.start(true)));
    else if (talk.connection === 'lost') rows.push(strip('lost', 'wifi', say.offline, say.offlineMore, say.tryNow, () => talk.tryNow()));
    else if (talk.trouble) {
        const again = () => {
            talk.trouble = null;
            if (talk.conversation) panel.draw();
            else panel.start();
        };
        rows.push(strip('trouble', 'alert', talk.conversation ? '' : say.cannotStart, talk.trouble, talk.conversation ? say.gotIt : say.tryAgain, again));
    }
    if (talk.announcement) {
        rows.push(strip('calm', 'note', '', talk.announcement, say.gotIt, () => {
            talk.announcement = null;
            panel.draw();
        }));
    }
    return rows;
}

/**
 * @param {Panel} panel
 * @returns {Row[]}
 */
function rowsOf(panel) {
    const { talk } = panel;
    if (!talk.conversation) return [];
    if (panel.past) return [panel.extra.past?.backRow(panel), ...(panel.need('log')?.logRows(panel.past, panel.askPerson) ?? [])];
    const last = JSON.parse(kept('support.last') ?? 'null');
    /** @type {Row[]} */
    const rows = talk.isFresh ? startRows(talk, last, () => panel.readPast(last.id)) : panel.need('log')?.logRows(talk, panel.askPerson, panel.isLeaving) ?? [];
    const mustLeave = talk.phase === 'queued' && !talk.hasPeople && !talk.answerTo && !panel.waits;
    const mayLeave = talk.phase === 'automated' || talk.phase === 'queued';
    if ((panel.isLeaving && mayLeave) || mustLeave) {
        const card = panel.need('leave');
        if (card) rows.push({ key: 'leave', state: 0, make: () => card.leaveForm(panel) });
    } else if (talk.phase === 'queued') {
        const ticket = panel.need('queue');
        // Where the line was joined; what was written since comes after it.
        const joined = talk.log.reverse().find((one) => one.sender_type === 'system')?.id;
        const at = rows.findIndex((row) => row.key === joined) + 1;
        if (ticket) rows.splice(at || rows.length, 0, ticket.queueRow(panel));
    }
    return rows;
}

/** @param {Panel} panel */
function showFoot(panel) {
    const { talk, frame } = panel;
    const { phase } = talk;
    const waiting = talk.connection === 'lost' ? talk.outbox?.entries.length : 0;
    const isLive = phase === 'queued' || phase === 'claimed';
    const sound = isLive && panel.need('sound');
    const { closes_at: closes = null, is_open: isOpen = false, expected_wait_seconds: wait = null } = talk.availability ?? {};
    const right = isLive || !talk.hasPeople ? '' : wait ? say.usualWait(Math.ceil(wait / 60)) : isOpen && closes ? say.openUntil(clock(closes)) : '';
    frame.foot.hidden = phase === 'closed' || !talk.conversation;
    const isMuted = kept('support.sound') === 'off';
    showRows(frame.foot, [{
        key: 'foot', state: [phase, waiting, right, Boolean(sound), isMuted, panel.isLeaving],
        make: () => h('div', null,
            waiting ? h('span', null, say.kept(waiting))
                : phase === 'automated' ? h('button', { type: 'button', class: 'quiet', onclick: panel.askPerson }, icon('person', 's'), say.talkToPerson)
                : sound && h('button', { type: 'button', class: 'quiet', onclick: () => panel.mute(!isMuted) }, icon('sound', 's'), isMuted ? say.soundOff : say.soundOn),
            phase === 'claimed' ? button(say.endChat, () => talk.end(), 'quiet')
                : h('span', null, panel.isLeaving ? say.emailUse : phase === 'queued' ? say.assistantRests : right)),
    }]);
}

/** @param {Panel} panel */
function showDone(panel) {
    const rating = panel.talk.phase === 'closed' && panel.need('rating');
    showRows(panel.frame.done, rating ? [{ key: 'done', state: panel.talk.rated, make: () => rating.ending(panel) }] : []);
}

/**
 * The head, the box to write in, the foot, and the places between.
 *
 * @param {{shop: string, close: () => void, menu: () => void, emoji: () => void, submit: () => void, write: () => void}} panel
 */
export function makeFrame({ shop, close, menu, emoji, submit, write }) {
    const mark = h('span', { 'aria-hidden': 'true' });
    const title = h('h2', { id: 'title' }, say.help(shop));
    const subtitle = h('p');
    const dots = button(say.options, menu, 'ib', icon('dots'));
    const strip = h('div', { role: 'status' });
    const log = h('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': say.conversation, tabIndex: 0 });
    const field = /** @type {HTMLTextAreaElement} */ (h('textarea', { rows: 1, maxLength: 4000, 'aria-label': say.yourMessage }));
    const smile = button(say.addEmoji, emoji, 'ib', icon('smile'));
    const go = /** @type {HTMLButtonElement} */ (h('button', { class: 'ib go', 'aria-label': say.send, disabled: true }, icon('send')));
    const form = /** @type {HTMLFormElement} */ (h('form', { class: 'composer', hidden: true }, field, smile, go));
    const tray = h('div');
    const foot = h('div', { class: 'foot', id: 'foot' });
    const done = h('div');
    const status = h('div', { class: 'vh', role: 'status' });
    const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { class: 'panel', 'aria-labelledby': 'title' },
        h('div', { class: 'head' }, mark, h('div', { class: 'names' }, title, subtitle), dots, button(say.minimise, close, 'ib least', icon('down'))),
        strip, log, tray, form, done, foot, status));
    dots.setAttribute('aria-haspopup', 'menu');
    onSubmit(form, field, submit);
    field.addEventListener('input', () => {
        fitHeight(field);
        go.disabled = field.value.trim() === '';
        if (field.value) write();
    });
    return { mark, title, subtitle, dots, strip, log, field, smile, go, form, tray, foot, done, status, dialog };
}

/** @type {(label: string, act: () => void, className?: string, ...inner: any[]) => HTMLElement} */
export const button = (label, onclick, className = 'lk', ...inner) =>
    h('button', { type: 'button', class: className, onclick, 'aria-label': inner.length > 0 && label }, inner.length ? inner : label);

/** @param {string} name */
export const face = (name) => h('span', { class: 'mark person sm', 'aria-hidden': 'true' }, initials(name));

/**
 * What stands there before anything was said.
 *
 * @param {import('./conversation.js').CustomerConversation} talk
 * @param {{name: string | null, text: string} | null} last
 * @param {() => void} showLast
 * @returns {import('../shared/dom.js').Row[]}
 */
function startRows(talk, last, showLast) {
    const hour = new Date().getHours();
    const greeting = say.greetings[hour < 12 ? 0 : hour < 18 ? 1 : 2];
    const arrow = () => icon('right', 's');
    const make = () => h('div', null,
        h('div', { class: 'hello' }, h('h3', null, `${greeting} ${say.whatCanWeHelpWith}`), talk.log.map((message) => h('p', null, message.content))),
        talk.openingQuestions.length > 0 && group(say.oftenAsked, ...talk.openingQuestions.map((quick) =>
            h('button', { type: 'button', class: 'row', onclick: () => talk.pick(quick) }, h('span', null, quick.question), arrow()))),
        last && group(say.lastChat, h('button', { type: 'button', class: 'row', onclick: showLast },
            last.name ? face(last.name) : icon('chat'), h('span', { class: 'tx' }, last.name ?? say.assistant, h('small', null, last.text)), arrow())));
    return [{ key: 'start', state: [talk.openingQuestions, last, talk.log.length], make }];
}

/** @type {(title: string, ...rows: HTMLElement[]) => HTMLElement} */
const group = (title, ...rows) =>
    h('section', { class: 'group', 'aria-label': title }, h('h4', null, title), h('div', { class: 'rows' }, rows));
