/**
 * A dialog over the page: the browser traps the focus in it, Esc and its cross close it, and the focus goes back to where it was.
 *
 * @typedef {import('../shared/dom.js').Child} Child
 */
import { h } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { dialogs as say } from './dialog-words.js';
import { twinOf } from './keep-focus.js';

/** @typedef {{element: HTMLDialogElement, body: HTMLElement, alert: (words: string) => void, close: () => void}} DeskDialog */

let made = 0;

/**
 * Opens one; it is gone from the page once closed.
 *
 * @param {string} title
 * @param {{broad?: boolean}} [options]
 * @returns {DeskDialog} with an empty body, and a place for what was refused
 */
export function openDialog(title, options = {}) {
    made += 1;
    const opener = document.activeElement;
    const heading = h('h2', { id: `dialog-${made}` }, title);
    const body = h('div', { class: 'dialog-body' });
    const refusal = h('div', { class: 'dialog-alert', role: 'alert' });
    const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { class: options.broad ? 'dialog broad' : 'dialog', tabIndex: -1, 'aria-labelledby': heading.id },
        h('div', { class: 'dialog-head' }, heading,
            h('button', { type: 'button', class: 'ib', 'aria-label': say.close, onclick: () => dialog.close() }, icon('x'))),
        refusal, body));
    dialog.addEventListener('close', () => {
        dialog.remove();
        // The browser gives the focus back, but not to what was drawn anew meanwhile.
        if (opener && !opener.isConnected) twinOf(opener)?.focus();
    });
    // Only a press that begins beside the dialog closes it: one that leaves a field while selecting does not.
    dialog.addEventListener('pointerdown', (event) => {
        if (event.target !== dialog) return;
        const { left, right, top, bottom } = dialog.getBoundingClientRect();
        const isInside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
        if (!isInside) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    // Not its cross, which the browser would choose.
    dialog.focus();
    return {
        element: dialog,
        body,
        alert(words) {
            refusal.replaceChildren();
            if (words) refusal.append(h('p', { class: 'refusal' }, icon('alert', 's'), h('span', null, words)));
        },
        close: () => dialog.close(),
    };
}

/**
 * Tries something; what was refused is said in the dialog.
 *
 * @param {DeskDialog} dialog
 * @param {() => Promise<void>} action
 * @param {HTMLButtonElement} [button] that cannot be pressed meanwhile
 * @returns {Promise<boolean>} whether it was done
 */
export async function attemptIn(dialog, action, button) {
    dialog.alert('');
    if (button) button.disabled = true;
    try {
        await action();
        return true;
    } catch (error) {
        dialog.alert(error instanceof Error ? error.message : String(error));
        return false;
    } finally {
        if (button) button.disabled = false;
    }
}

/**
 * Asks before something that cannot be undone.
 *
 * @param {{title: string, words: string, yes: string}} question
 * @param {() => Promise<void>} action
 * @param {() => void} afterwards once it is done and the question is gone
 */
export function confirmFirst({ title, words, yes }, action, afterwards) {
    const dialog = openDialog(title);
    const button = /** @type {HTMLButtonElement} */ (h('button', { type: 'button', class: 'btn pri small' }, yes));
    button.addEventListener('click', async () => {
        if (!await attemptIn(dialog, action, button)) return;
        dialog.close();
        afterwards();
    });
    const cancel = h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.cancel);
    dialog.body.append(h('p', null, words), h('div', { class: 'dialog-foot' }, cancel, button));
    cancel.focus();
}
