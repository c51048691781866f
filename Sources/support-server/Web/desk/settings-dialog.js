/**
 * The agent's settings: keys, sound, notifications, the password, and signing out.
 *
 * @typedef {import('./agent-session.js').Session} Session
 */
import { h } from '../shared/dom.js';
import { attemptIn, openDialog } from './desk-dialog.js';
import { icon } from './desk-icons.js';
import { choose, settings } from './desk-settings.js';
import { dialogs as say } from './dialog-words.js';
import { openReplies } from './replies-dialog.js';
import { openShortcuts } from './shortcuts-dialog.js';

/** @param {Session} session */
export function openSettings(session) {
    const dialog = openDialog(say.settings);
    const now = settings();
    const canNotify = 'Notification' in window && Notification.permission !== 'denied';
    const refused = h('small', null, canNotify ? say.notificationsHint : say.notificationsDenied);
    dialog.body.append(
        h('div', { class: 'switches' },
            switchRow(say.singleKeys, say.singleKeysHint, now.singleKeys, (isOn) => choose({ singleKeys: isOn })),
            switchRow(say.sound, say.soundHint, now.sound, (isOn) => choose({ sound: isOn })),
            switchRow(say.notifications, refused, now.notifications && canNotify && Notification.permission === 'granted',
                canNotify ? notify : null)),
        h('div', { class: 'dialog-links' },
            h('button', { type: 'button', class: 'btn small', onclick: () => { dialog.close(); openReplies(session); } }, say.replies),
            h('button', { type: 'button', class: 'btn small', onclick: () => { dialog.close(); openShortcuts(settings().singleKeys); } }, say.shortcuts)),
        passwordForm(session, dialog),
        h('div', { class: 'dialog-foot apart' },
            h('span', null, say.signedInAs(session.me?.display_name ?? '', say.role(session.me?.role ?? 'agent'))),
            h('button', { type: 'button', class: 'btn small', onclick: () => { dialog.close(); session.signOut(); } }, say.signOut)));

    /**
     * @param {boolean} isOn
     * @param {HTMLInputElement} box
     */
    async function notify(isOn, box) {
        const isGranted = isOn && await Notification.requestPermission() === 'granted';
        if (isOn && !isGranted) refused.textContent = say.notificationsDenied;
        box.checked = isGranted;
        choose({ notifications: isGranted });
    }
}

/**
 * @param {string} label
 * @param {string | HTMLElement} hint
 * @param {boolean} isOn
 * @param {((isOn: boolean, box: HTMLInputElement) => void) | null} onChange null where it cannot be changed
 */
function switchRow(label, hint, isOn, onChange) {
    const box = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', role: 'switch', class: 'switch', checked: isOn, disabled: !onChange }));
    box.addEventListener('change', () => onChange?.(box.checked, box));
    return h('label', { class: 'switch-row' }, h('span', null, label, typeof hint === 'string' ? h('small', null, hint) : hint), box);
}

/**
 * @param {Session} session
 * @param {import('./desk-dialog.js').DeskDialog} dialog
 */
function passwordForm(session, dialog) {
    const current = field('current-password', say.currentPassword);
    const next = field('new-password', say.newPassword);
    const button = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn small' }, say.changePassword));
    // For the browser's keeper of passwords.
    const name = h('input', { type: 'text', autocomplete: 'username', value: session.me?.username ?? '', hidden: true });
    const form = h('form', null, name, current.row, next.row, h('p', { class: 'dialog-note' }, say.newPasswordHint), button);
    form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const isDone = await attemptIn(dialog, async () => {
            await session.request('POST', '/me/password', { current_password: current.box.value, new_password: next.box.value });
        }, button);
        // Every token has ended with the old password, this one too.
        if (isDone) {
            dialog.close();
            session.end(true);
        }
    });
    return h('details', { class: 'more' }, h('summary', null, icon('right', 'xs'), say.password), form);
}

/**
 * @param {string} purpose the browser's name for it
 * @param {string} label
 */
function field(purpose, label) {
    const box = /** @type {HTMLInputElement} */ (h('input', { class: 'field', type: 'password', autocomplete: purpose, required: true }));
    return { box, row: h('label', { class: 'labelled' }, label, box) };
}
