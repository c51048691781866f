/** What stands around the log and stays: the head, the box to write in, the foot. */
import { fitHeight, h, onSubmit } from '../shared/dom.js';
import { icon } from '../shared/icons.js';
import { button } from './start.js';
import { say } from './say.js';

/** @param {{shop: string, close: () => void, menu: () => void, emoji: () => void, submit: () => void, write: () => void}} panel */
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
