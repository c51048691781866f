/**
 * The box for replies and notes.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h, onSubmit } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { keepDraft, readDraft } from './reply-drafts.js';
import { emojiButton } from './desk-emoji.js';
import { nameOf } from './customer-face.js';
import { replyPicker } from './reply-picker.js';
import { words as say } from './desk-words.js';

/**
 * @param {Desk} desk
 * @param {() => void} onSent
 */
export function composerRegion(desk, onSent) {
    const field = /** @type {HTMLTextAreaElement} */ (h('textarea', { rows: 1, maxLength: 4000, dir: 'auto' }));
    const reply = /** @type {HTMLButtonElement} */ (h('button', { type: 'button', class: 'kind' }, say.reply));
    const note = /** @type {HTMLButtonElement} */ (h('button', { type: 'button', class: 'kind' }, say.note));
    const hint = h('span', { class: 'hint' });
    const sendWords = h('span');
    const send = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small' }, sendWords, h('kbd', { 'aria-hidden': 'true' }, '↵')));
    const picker = replyPicker(desk, field, () => changed());
    const element = /** @type {HTMLFormElement} */ (h('form', { class: 'composer' }, picker.element,
        h('div', { class: 'kinds', role: 'group', 'aria-label': say.kinds }, reply, note),
        field,
        h('div', { class: 'row' },
            h('button', {
                type: 'button', class: 'ib', 'aria-label': say.savedReplies, title: `${say.savedReplies} (/)`, onclick: () => picker.begin(),
            }, icon('bolt')),
            emojiButton(insert), hint, send)));

    /** @type {string | null} */
    let shown = null;
    /** @type {'text' | 'note'} */
    let kind = 'text';
    /** Whether somebody wants to leave a note where one cannot reply. */
    let isNoting = false;

    function draw() {
        const { open } = desk;
        const conversation = open?.conversation;
        if (!open || !conversation) return;
        if (shown !== open.id) {
            shown = open.id;
            const draft = readDraft(desk.session.me?.id ?? '', open.id);
            field.value = draft?.text ?? '';
            kind = draft?.kind ?? 'text';
            isNoting = false;
            picker.close();
            element.hidden = false;
            fit();
        }
        // Words meant for a customer must never become a note unseen, nor the other way round.
        const isReply = open.isMine && kind === 'text';
        element.hidden = desk.closings.has(open.id) || !(open.isMine || isNoting || field.value !== '');
        element.classList.toggle('memo', !isReply);
        reply.disabled = !open.isMine;
        reply.setAttribute('aria-pressed', String(isReply));
        note.setAttribute('aria-pressed', String(!isReply));
        const label = isReply ? say.replyPlaceholder(nameOf(conversation)) : say.notePlaceholder;
        field.placeholder = label;
        field.setAttribute('aria-label', label);
        sendWords.textContent = isReply ? say.send : say.addNote;
        send.disabled = field.value.trim() === '';
        hint.replaceChildren(...(desk.connection === 'lost' ? [say.sendsLater] : [h('kbd', null, '/'), ` ${say.savedRepliesHint}`]));
    }

    function submit() {
        const content = field.value.trim();
        const { open } = desk;
        if (content === '' || !open || picker.isOpen) return;
        open.write(open.isMine ? kind : 'note', content);
        field.value = '';
        changed();
        onSent();
    }

    /** What follows from other words in the box. */
    function changed() {
        fit();
        send.disabled = field.value.trim() === '';
        if (!desk.open) return;
        keepDraft(desk.session.me?.id ?? '', desk.open.id, field.value, kind);
        if (field.value !== '' && kind === 'text') desk.open.isWriting();
    }

    /** As high as its text, up to what the style sheet allows. */
    function fit() {
        field.style.height = 'auto';
        field.style.height = `${field.scrollHeight}px`;
    }

    /** @param {'text' | 'note'} next */
    function write(next) {
        kind = next === 'text' && !desk.open?.isMine ? 'note' : next;
        isNoting = true;
        changed();
        draw();
        field.focus();
    }

    /**
     * Puts words where the caret is, or in place of what is selected.
     *
     * @param {string} text
     */
    function insert(text) {
        field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
        field.focus();
        changed();
    }

    reply.addEventListener('click', () => write('text'));
    note.addEventListener('click', () => write('note'));
    addEventListener('resize', fit);
    onSubmit(element, field, submit);
    field.addEventListener('input', () => {
        changed();
        picker.look();
    });
    field.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !picker.isOpen) field.blur();
    });

    return {
        element,
        draw,
        insert,
        focus: () => field.focus(),
        /** From a reply to a note and back; the words stay. */
        swap: () => write(kind === 'text' ? 'note' : 'text'),
        note: () => write('note'),
    };
}
