/** The menu behind the three dots. */
import { h } from '../shared/dom.js';
import { icon } from '../shared/chat-icons.js';
import { keep, kept } from '../shared/keep.js';
import { button } from './view.js';
import { say } from './say.js';
import { saveTranscript } from './transcript-file.js';

/** @type {HTMLElement | null} */
let open = null;

/** @param {import('./panel.js').Panel} panel */
export function toggleMenu(panel) {
    const { talk, frame } = panel;
    if (open) return close(panel, true);
    const isMuted = kept('support.sound') === 'off';
    const delays = kept('support.delay') !== 'off';
    const hasSpoken = !talk.isFresh;
    /** @type {(label: string, act: () => void, isChecked?: boolean) => HTMLElement} */
    const item = (label, act, isChecked) => h('button', {
        type: 'button', role: isChecked === undefined ? 'menuitem' : 'menuitemcheckbox', 'aria-checked': isChecked === undefined ? null : String(isChecked),
        class: 'item', tabIndex: -1, onclick: () => {
            close(panel, true);
            act();
        },
    }, h('span', { class: 'tick' }, isChecked && icon('check', 's')), label);
    open = h('div', { class: 'menu', role: 'menu', 'aria-label': say.options, onkeydown: (/** @type {KeyboardEvent} */ event) => keys(panel, event) },
        item(say.sound, () => panel.mute(!isMuted), !isMuted),
        item(say.typingDelay, () => keep('support.delay', delays ? 'off' : null), delays),
        item(say.saveTranscript, () => saveTranscript(talk)),
        talk.phase !== 'closed' && hasSpoken && item(say.endChat, () => talk.end()),
        hasSpoken && item(say.erase, () => confirmErasure(panel)));
    frame.dialog.append(open);
    frame.dots.setAttribute('aria-expanded', 'true');
    /** @type {HTMLElement} */ (open.firstElementChild).focus();
    frame.dialog.addEventListener('pointerdown', (event) => {
        if (open && !event.composedPath().some((node) => node === open || node === frame.dots)) close(panel, false);
    }, { once: true });
}

/**
 * @param {import('./panel.js').Panel} panel
 * @param {boolean} returns whether the focus goes back to the dots
 */
function close({ frame }, returns) {
    open?.remove();
    open = null;
    frame.dots.setAttribute('aria-expanded', 'false');
    if (returns) frame.dots.focus();
}

/**
 * @param {import('./panel.js').Panel} panel
 * @param {KeyboardEvent} event
 */
function keys(panel, event) {
    const items = /** @type {HTMLElement[]} */ ([...(open?.children ?? [])]);
    const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close(panel, true);
    else return;
    event.preventDefault();
}

/** @param {import('./panel.js').Panel} panel */
function confirmErasure(panel) {
    const { talk, frame } = panel;
    const away = () => {
        card.remove();
        frame.dots.focus();
    };
    const erase = async () => {
        card.remove();
        await talk.attempt(async () => {
            await talk.request('DELETE', talk.path);
            keep('support.last', null);
            talk.leave();
            await panel.start();
            talk.announcement = say.erased;
        });
        frame.field.focus();
    };
    const no = button(say.cancel, away, 'btn');
    const card = h('div', { class: 'box', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'ask', 'aria-describedby': 'ask-more',
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
            if (event.key === 'Escape') {
                event.preventDefault();
                away();
            } else if (event.key === 'Tab') {
                event.preventDefault();
                (event.target === no ? yes : no).focus();
            }
        } },
        h('div', null, h('h3', { id: 'ask' }, say.eraseQuestion), h('p', { id: 'ask-more' }, say.eraseMore)));
    const yes = button(say.eraseConfirm, erase, 'btn danger');
    card.firstElementChild?.append(h('div', { class: 'two' }, no, yes));
    frame.dialog.append(card);
    no.focus();
}
