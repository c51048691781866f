/**
 * Keeping the saved replies: one's own, and for those who lead also the shared ones.
 *
 * @typedef {import('./agent-session.js').Session} Session
 */
import { h } from '../shared/dom.js';
import { attemptIn, confirmFirst, openDialog } from './desk-dialog.js';
import { icon } from './desk-icons.js';
import { dialogs as say } from './dialog-words.js';

/** @param {Session} session */
export function openReplies(session) {
    const dialog = openDialog(say.replies, { broad: true });
    /** @type {Wire.CannedReply[]} */
    let replies = [];
    const mayShare = session.isLead || session.isEditor;

    async function load() {
        const { items } = await session.request('GET', '/canned-replies');
        replies = items;
    }

    /** @param {string} [focused] the reply whose button takes the focus */
    function drawList(focused) {
        const add = h('button', { type: 'button', class: 'btn small' }, icon('plus', 's'), say.newReply);
        add.addEventListener('click', () => drawForm(null));
        const rows = [...replies].sort((a, b) => a.shortcut.localeCompare(b.shortcut)).map(row);
        dialog.body.replaceChildren(
            rows.length > 0 ? h('ul', { class: 'replies', tabIndex: 0, 'aria-label': say.replies }, rows) : h('p', { class: 'dialog-note' }, say.noReplies),
            h('div', { class: 'dialog-foot' }, h('span', { class: 'dialog-note' }, say.repliesHint), add));
        const button = focused && dialog.body.querySelector(`[data-reply="${focused}"]`);
        if (button instanceof HTMLElement) button.focus();
        else add.focus();
    }

    /** @param {Wire.CannedReply} reply */
    function row(reply) {
        const isTheirs = reply.shared && !mayShare;
        const deeds = isTheirs ? [] : [
            h('button', { type: 'button', class: 'lk', 'data-reply': reply.id, 'aria-label': say.editNamed(reply.shortcut), onclick: () => drawForm(reply) }, say.edit),
            h('button', { type: 'button', class: 'lk', 'aria-label': say.deleteNamed(reply.shortcut), onclick: () => remove(reply) }, say.delete),
        ];
        return h('li', null, h('code', null, `/${reply.shortcut}`), h('span', { class: 'reply-text' }, reply.text),
            reply.shared && h('span', { class: 'pill' }, say.shared), h('span', { class: 'reply-deeds' }, deeds));
    }

    /** @param {Wire.CannedReply} reply */
    function remove(reply) {
        confirmFirst({ title: say.deleteTitle(reply.shortcut), words: reply.shared ? say.deleteShared : say.deleteOwn, yes: say.delete }, async () => {
            await session.request('DELETE', `/canned-replies/${reply.id}`);
            await load();
        }, drawList);
    }

    /** @param {Wire.CannedReply | null} reply null for a new one */
    function drawForm(reply) {
        dialog.alert('');
        const shortcut = /** @type {HTMLInputElement} */ (h('input', {
            class: 'field', value: reply?.shortcut ?? '', maxLength: 40, required: true, pattern: '[a-z0-9\\-]+',
            title: say.shortcutHint, autocomplete: 'off', autocapitalize: 'none', spellcheck: false,
        }));
        const text = /** @type {HTMLTextAreaElement} */ (h('textarea', { class: 'field', rows: 5, maxLength: 4_000, required: true, value: reply?.text ?? '' }));
        const shared = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
        const save = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small' }, say.save));
        const form = h('form', null,
            h('label', { class: 'labelled' }, say.shortcut, shortcut, h('small', null, say.shortcutHint)),
            h('label', { class: 'labelled' }, say.text, text),
            !reply && mayShare && h('label', { class: 'tick' }, shared, say.shareIt),
            h('div', { class: 'dialog-foot' },
                h('button', { type: 'button', class: 'btn small', onclick: () => drawList(reply?.id) }, say.cancel), save));
        form.addEventListener('submit', async (event) => {
            event.preventDefault();
            const draft = { shortcut: shortcut.value.trim(), text: text.value.trim(), shared: reply?.shared ?? shared.checked };
            /** @type {Wire.CannedReply | null} */
            let saved = null;
            const isDone = await attemptIn(dialog, async () => {
                saved = reply ? await session.request('PUT', `/canned-replies/${reply.id}`, draft) : await session.request('POST', '/canned-replies', draft);
                await load();
            }, save);
            if (!isDone) return;
            drawList(/** @type {any} */ (saved)?.id);
        });
        dialog.body.replaceChildren(form);
        shortcut.focus();
    }

    attemptIn(dialog, async () => {
        await load();
        drawList();
    });
}
