/**
 * Telling every customer something, and taking the conversations of a span home.
 *
 * @typedef {import('./agent-session.js').Session} Session
 */
import { attemptIn, openDialog } from './desk-dialog.js';
import { dialogs as say } from './dialog-words.js';
import { saveFile } from './save-file.js';
import { announce, h } from '../shared/dom.js';

const longestAnnouncement = 500;

/**
 * @param {Session} session
 * @param {HTMLElement} status where it is said that it was sent
 */
export function openAnnouncement(session, status) {
    const dialog = openDialog(say.announcement);
    const box = /** @type {HTMLTextAreaElement} */ (h('textarea', { class: 'field', rows: 4, maxLength: longestAnnouncement, required: true }));
    const left = h('small', { class: 'num' });
    const next = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small' }, say.goOn));
    const form = h('form', null,
        h('label', { class: 'labelled' }, say.announcementText, box, left),
        h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.cancel), next));
    const count = () => { left.textContent = say.left(longestAnnouncement - [...box.value].length); };
    box.addEventListener('input', count);
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        if (box.value.trim() !== '') drawQuestion(box.value.trim());
    });

    function drawForm() {
        dialog.alert('');
        dialog.body.replaceChildren(form);
        count();
        box.focus();
    }

    /** @param {string} content */
    function drawQuestion(content) {
        const send = /** @type {HTMLButtonElement} */ (h('button', { type: 'button', class: 'btn pri small' }, say.sendToAll));
        send.addEventListener('click', async () => {
            const isDone = await attemptIn(dialog, async () => { await session.request('POST', '/broadcasts', { content }); }, send);
            if (!isDone) return;
            dialog.close();
            announce(status, say.announced);
        });
        dialog.body.replaceChildren(h('p', null, say.announcementQuestion), h('blockquote', { class: 'quoted' }, content),
            h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn small', onclick: drawForm }, say.back), send));
        send.focus();
    }

    drawForm();
}

/** @param {Session} session */
export function openExport(session) {
    const dialog = openDialog(say.exportTitle);
    const day = (/** @type {number} */ back) => {
        const now = new Date();
        const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back);
        return [then.getFullYear(), then.getMonth() + 1, then.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
    };
    const from = /** @type {HTMLInputElement} */ (h('input', { class: 'field', type: 'date', required: true, value: day(6), max: day(0) }));
    const to = /** @type {HTMLInputElement} */ (h('input', { class: 'field', type: 'date', required: true, value: day(0), max: day(0) }));
    const format = /** @type {HTMLSelectElement} */ (h('select', { class: 'field' },
        h('option', { value: 'csv' }, say.csv), h('option', { value: 'ndjson' }, say.ndjson)));
    const button = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small' }, say.download));
    const form = h('form', null, h('p', { class: 'dialog-note' }, say.exportHint),
        h('div', { class: 'two' }, h('label', { class: 'labelled' }, say.from, from), h('label', { class: 'labelled' }, say.to, to)),
        h('label', { class: 'labelled' }, say.format, format),
        h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.cancel), button));
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        // Both days whole, in this browser's zone.
        const [first, last] = [new Date(`${from.value}T00:00`), new Date(`${to.value}T00:00`)];
        if (first > last) return dialog.alert(say.exportOrder);
        last.setDate(last.getDate() + 1);
        const path = `/export?from=${first.toISOString()}&to=${last.toISOString()}&format=${format.value}`;
        const isDone = await attemptIn(dialog, () => saveFile(session, path, `conversations-${from.value}-${to.value}.${format.value}`), button);
        if (isDone) dialog.close();
    });
    dialog.body.append(form);
    from.focus();
}
