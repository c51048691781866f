/** The list of the keyboard shortcuts. */
import { h } from '../shared/dom.js';
import { openDialog } from './desk-dialog.js';
import { dialogs as say } from './dialog-words.js';

/** @param {boolean} areSingleKeysOn */
export function openShortcuts(areSingleKeysOn) {
    const { body } = openDialog(say.shortcuts, { broad: true });
    const keys = [say.outsideFields, say.inReplyBox].map((list) => h('dl', { class: 'keys' },
        list.map(({ deed, combinations }) => h('div', null, h('dt', null, deed),
            h('dd', null, combinations.map((key) => (key === '–' ? h('span', null, key) : h('kbd', null, key))))))));
    body.append(h('div', { class: 'key-lists' }, keys));
    if (!areSingleKeysOn) body.append(h('p', { class: 'dialog-note' }, say.singleKeysAreOff));
}
