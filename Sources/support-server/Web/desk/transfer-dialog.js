/**
 * Passing a chat on: colleagues with presence and load; typing narrows the list.
 *
 * @typedef {import('./agent-session.js').Session} Session
 */
import { h, initials } from '../shared/dom.js';
import { attemptIn, openDialog } from './desk-dialog.js';
import { dialogs as say } from './dialog-words.js';
import { nameOf } from './customer-face.js';
import { folded } from './search-finder.js';

const order = ['online', 'away', 'offline'];

/**
 * @param {Session} session
 * @param {Wire.AgentConversation} conversation
 * @param {(conversation: Wire.AgentConversation) => void} onMoved
 */
export function openTransfer(session, conversation, onMoved) {
    const dialog = openDialog(say.reassign(nameOf(conversation)));
    // It scrolls when there are many.
    const list = h('ul', { class: 'choices', role: 'listbox', id: 'colleagues', 'aria-label': say.colleagues, tabIndex: 0 });
    const box = /** @type {HTMLInputElement} */ (h('input', {
        class: 'field', type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: false, placeholder: say.typeName,
        'aria-label': say.typeName, 'aria-controls': 'colleagues', 'aria-expanded': 'true', 'aria-autocomplete': 'list',
    }));
    const nobody = h('p', { class: 'dialog-note', role: 'status' });
    dialog.body.append(box, list, nobody);
    box.focus();
    /** @type {Wire.Agent[]} */
    let colleagues = [];
    let chosen = 0;

    const matching = () => {
        const words = folded(box.value);
        return colleagues.filter((one) => folded(`${one.display_name} ${one.username}`).includes(words));
    };

    function draw() {
        const shown = matching();
        chosen = Math.max(0, Math.min(chosen, shown.length - 1));
        list.replaceChildren(...shown.map((one, index) => choice(one, one.id === session.me?.id, index === chosen, () => move(one))));
        nobody.textContent = shown.length === 0 && colleagues.length > 0 ? say.nobodyOfThatName : '';
        if (shown.length > 0) box.setAttribute('aria-activedescendant', `colleague-${chosen}`);
        else box.removeAttribute('aria-activedescendant');
        [...list.children].forEach((row, index) => { row.id = `colleague-${index}`; });
        list.children[chosen]?.scrollIntoView({ block: 'nearest' });
    }

    /** @param {Wire.Agent} colleague */
    async function move(colleague) {
        await attemptIn(dialog, async () => {
            const answer = await session.request('POST', `/conversations/${conversation.id}/transfer`, { agent_id: colleague.id });
            dialog.close();
            onMoved(answer.conversation);
        });
    }

    box.addEventListener('input', () => { chosen = 0; draw(); });
    box.addEventListener('keydown', (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const pick = matching()[chosen];
        if (step) chosen += step;
        else if (event.key === 'Enter' && !event.isComposing && pick) move(pick);
        else return;
        event.preventDefault();
        draw();
    });
    attemptIn(dialog, async () => {
        const { items } = await session.request('GET', '/agents');
        colleagues = items
            .filter((/** @type {Wire.Agent} */ one) => one.role !== 'editor' && one.id !== conversation.agent?.id)
            .sort((/** @type {Wire.Agent} */ a, /** @type {Wire.Agent} */ b) =>
                order.indexOf(a.presence) - order.indexOf(b.presence) || a.active_chats - b.active_chats);
        draw();
    });
}

/**
 * @param {Wire.Agent} colleague
 * @param {boolean} isMe
 * @param {boolean} isChosen
 * @param {() => void} onPick
 */
function choice(colleague, isMe, isChosen, onPick) {
    return h('li', { class: 'choice', role: 'option', 'aria-selected': String(isChosen), onclick: onPick },
        h('span', { class: 'mark person face', 'aria-hidden': 'true' }, initials(colleague.display_name), presenceDot(colleague.presence)),
        h('span', { class: 'choice-name' }, colleague.display_name, h('small', null, isMe ? say.you : say.presence(colleague.presence))),
        h('span', { class: 'num' }, say.load(colleague.active_chats, colleague.max_active_chats)));
}

/** @param {Wire.Agent['presence']} presence */
export function presenceDot(presence) {
    return h('i', { class: { online: 'dot ok', away: 'dot warn', offline: 'dot' }[presence], 'aria-hidden': 'true' });
}
