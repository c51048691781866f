/** The card on which a message is left, to be answered by email. */
import { h } from '../shared/dom.js';
import { keep } from '../shared/keep.js';
import { button } from './view.js';
import { say } from './say.js';

/** @param {import('./panel.js').Panel} panel */
export function leaveForm(panel) {
    const { talk, frame } = panel;
    const known = talk.answerTo ?? talk.profile?.email ?? '';
    const email = /** @type {HTMLInputElement} */ (h('input', { class: 'field', id: 'email', type: 'email', autocomplete: 'email', value: known, maxLength: 254 }));
    const words = /** @type {HTMLTextAreaElement} */ (h('textarea', { class: 'field', id: 'words', rows: 2, maxLength: 4000, value: frame.field.value || lastWords(panel) }));
    const wrong = h('p', { class: 'wrong', role: 'alert', id: 'wrong' });
    /** @type {(event: Event) => void} */
    const onsubmit = (event) => {
        event.preventDefault();
        const isAddress = email.value.trim() !== '' && email.checkValidity();
        const hasWords = words.value.trim() !== '';
        wrong.textContent = !isAddress ? say.emailMissing : !hasWords ? say.messageMissing : '';
        email.setAttribute('aria-invalid', String(!isAddress));
        words.setAttribute('aria-invalid', String(!hasWords));
        if (!isAddress) return email.focus();
        if (!hasWords) return words.focus();
        leave(talk, email.value.trim(), words.value.trim());
        panel.leaveMessage(false);
        frame.field.focus();
    };
    const later = () => {
        panel.leaveMessage(false);
        frame.field.focus();
    };
    // Our own sentence in the place of the browser's bubble, which stands in another language perhaps.
    return h('form', { class: 'ticket card', noValidate: true, onsubmit, 'aria-label': say.leaveMessage },
        h('label', { for: 'email' }, say.email), email, h('label', { for: 'words' }, say.message), words, wrong,
        h('div', { class: 'two' }, button(say.notNow, later, 'btn'), h('button', { class: 'btn pri' }, say.leaveMessage)));
}

/**
 * What the customer said last to the assistant, on its way or there.
 *
 * @param {import('./panel.js').Panel} panel
 */
function lastWords({ talk }) {
    if (talk.phase !== 'automated') return '';
    const waiting = talk.outbox?.entries.filter((entry) => entry.kind === 'text') ?? [];
    return (waiting.at(-1) ?? talk.log.reverse().find((one) => one.sender_type === 'customer'))?.content ?? '';
}

/**
 * The steps wait in the outbox, in this order, until each is done.
 *
 * @param {import('./conversation.js').CustomerConversation} talk
 * @param {string} email
 * @param {string} words
 */
function leave(talk, email, words) {
    keep(`support.left.${talk.conversation?.id}`, email);
    talk.outbox?.add('email', email);
    if (talk.phase === 'automated') talk.askForPerson(`${say.yourEmail(email)}. ${words}`.slice(0, 500));
    talk.outbox?.add('text', words);
}
