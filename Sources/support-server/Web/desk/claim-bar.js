/**
 * What stands above the reply box while the open conversation is not one’s own.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h, showRows } from '../shared/dom.js';
import { age } from '../shared/format.js';
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
        showRows(element, [{ key: talk.id, state: [words, place, deeds.canPass()], make: () => h('div', { class: 'claim' },
            h('p', null, phase === 'queued' && place > 0 ? h('span', null, say.waits, h('b', { class: 'wait' }), say.place(place)) : words,
                h('small', null, phase === 'queued' && place > 0 && `${words} `, more)),
            h('button', { type: 'button', class: 'btn quiet', onclick: leaveNote }, icon('note', 's'), say.note),
            phase === 'queued' && deeds.canPass() && h('button', { type: 'button', class: 'btn', onclick: () => deeds.transfer() }, icon('swap', 's'), say.assign),
            phase === 'claimed' && deeds.canTakeOver() && h('button', { type: 'button', class: 'btn', onclick: () => deeds.takeOver() }, say.takeOver),
            label && h('button', { type: 'button', class: 'btn pri', 'aria-keyshortcuts': 'C', onclick: () => deeds.claim() },
                label, h('kbd', { 'aria-hidden': 'true' }, 'C'))) }]);
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
