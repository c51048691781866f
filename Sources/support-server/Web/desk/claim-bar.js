/**
 * What stands above the reply box while the open conversation is not one’s own.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h, showRows } from '../shared/dom.js';
import { age } from './format.js';
import { icon } from './desk-icons.js';
import { urgency } from './list-rows.js';
import { words as say } from './desk-words.js';

/**
 * @param {Desk} desk
 * @param {import('./deeds.js').Deeds} deeds
 * @param {() => void} leaveNote
 */
export function claimBarRegion(desk, deeds, leaveNote) {
    const element = h('div', { class: 'claim-place' });

    function draw() {
        const talk = desk.open;
        const { conversation } = talk ?? {};
        if (!talk || !conversation || talk.isMine || desk.closings.has(talk.id)) return showRows(element, []);
        const { phase, agent } = conversation;
        const place = [...desk.lists.waiting.keys()].indexOf(talk.id) + 1;
        const [words, more] = {
            automated: [say.withAssistant, say.withAssistantMore],
            queued: [say.nobody, say.claimMore],
            claimed: [say.theirs(agent?.display_name ?? ''), say.theirsMore],
            closed: [say.closed, say.closedMore],
        }[phase];
        const label = phase === 'queued' ? say.claim : phase === 'automated' ? say.stepIn : null;
        const isWaiting = phase === 'queued' && place > 0;
        showRows(element, [{ key: talk.id, state: [words, place, deeds.canPass()], make: () => h('div', { class: 'claim' },
            h('p', null, isWaiting ? h('span', null, say.waits, h('b', { class: 'wait' }), say.place(place)) : words,
                h('small', null, isWaiting && `${words} `, more)),
            button('quiet', say.note, leaveNote, icon('note', 's')),
            phase === 'queued' && deeds.canPass() && button('', say.assign, () => deeds.transfer(), icon('swap', 's')),
            phase === 'claimed' && deeds.canTakeOver() && button('', say.takeOver, () => deeds.takeOver()),
            label && button('pri', label, () => deeds.claim(), null, 'C')) }]);
        tick();
    }

    function tick() {
        const label = element.querySelector('.wait');
        const since = desk.lists.waitingSince.get(desk.open?.id ?? '');
        if (!label || since === undefined) return;
        label.textContent = age(Date.now() - since);
        label.className = `wait${urgency(Date.now() - since)}`;
    }

    setInterval(tick, 1_000);
    return { element, draw };
}

/**
 * @param {string} kind
 * @param {string} words
 * @param {() => void} onclick
 * @param {Node | null} [picture]
 * @param {string} [key]
 */
function button(kind, words, onclick, picture, key) {
    return h('button', { type: 'button', class: `btn ${kind}`, 'aria-keyshortcuts': key ?? null, onclick },
        picture, words, key && h('kbd', { 'aria-hidden': 'true' }, key));
}
