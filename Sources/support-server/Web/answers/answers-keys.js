/** The keys of the answers' page. Single keys work outside fields only, and can be switched off. */
import { h } from '../shared/dom.js';
import { openDialog } from '../desk/desk-dialog.js';
import { settings } from '../desk/desk-settings.js';
import { say } from './answers-words.js';

/** @param {{publish: () => void, search: () => void}} deeds */
export function listenForKeys({ publish, search }) {
    addEventListener('keydown', (event) => {
        const { target, key, altKey, shiftKey } = event;
        const isCommand = event.ctrlKey || event.metaKey;
        if (altKey || event.isComposing) return;
        const isDialogOpen = document.querySelector('dialog[open]') !== null;
        if (isCommand && !shiftKey && key.toLowerCase() === 's') {
            // The browser would save the page.
            event.preventDefault();
            if (!isDialogOpen) publish();
            return;
        }
        const isField = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
        if (isField || isCommand || isDialogOpen || !settings().singleKeys) return;
        const deed = new Map([['/', search], ['?', openKeys]]).get(key);
        if (!deed) return;
        event.preventDefault();
        deed();
    });
}

export function openKeys() {
    const { body } = openDialog(say.keysTitle);
    body.append(h('dl', { class: 'keys' }, say.keys.map(([keys, deed]) => h('div', null, h('dt', null, deed),
        h('dd', null, keys.map((key) => h('kbd', null, key)))))));
}
