/**
 * The open conversation: its head, its words, and what one can do with it.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h, showRows } from '../shared/dom.js';
import { claimBarRegion } from './claim-bar.js';
import { composerRegion } from './desk-composer.js';
import { cup, icon } from './desk-icons.js';
import { headRegion } from './talk-head.js';
import { transcriptRegion } from './desk-transcript.js';
import { words as say } from './desk-words.js';

/**
 * @param {Desk} desk
 * @param {import('./deeds.js').Deeds} deeds
 * @param {() => Node} today what stands below the cup when nothing is open
 */
export function talkRegion(desk, deeds, today) {
    const head = headRegion(desk, deeds);
    const transcript = transcriptRegion(desk);
    const composer = composerRegion(desk, () => transcript.toEnd());
    const bar = claimBarRegion(desk, deeds, () => composer.note());
    const trouble = h('div', { role: 'alert' });
    const talk = h('div', { class: 'talk' }, head.element, trouble, transcript.element, bar.element, composer.element);
    const nothing = h('div', { class: 'nothing' });
    const element = h('section', { class: 'chat', 'aria-label': say.chat }, nothing, talk);

    function draw() {
        const isOpen = desk.open !== null;
        talk.hidden = !isOpen;
        nothing.hidden = isOpen;
        if (!isOpen) return drawNothing();
        // Before the conversation is there, only what went wrong can be said.
        const isLoaded = Boolean(desk.open?.conversation);
        for (const part of [head, bar, composer]) part.element.hidden = !isLoaded;
        showRows(trouble, desk.trouble ? [{
            key: 'trouble',
            state: desk.trouble,
            make: () => h('p', { class: 'strip bad' }, icon('alert', 's'), h('span', null, desk.trouble)),
        }] : []);
        if (isLoaded) for (const part of [head, bar, composer]) part.draw();
        transcript.draw();
    }

    function drawNothing() {
        const { view } = desk.route;
        const hasMine = [...desk.lists.mine.keys()].some((id) => !desk.closings.has(id));
        const isIdle = view === 'chats' && !hasMine && desk.lists.waiting.size === 0;
        const words = isIdle ? [say.nothingWaiting, say.nothingWaitingMore(desk.lists.assistantCount)]
            : [say.pick, view === 'chats' ? say.pickMore : say.pickAny];
        showRows(nothing, [
            { key: 'calm', state: words, make: () => h('div', { class: 'calm' }, cup(), h('h2', null, words[0]), h('p', null, words[1])) },
            ...(isIdle ? [{ key: 'today', state: 0, make: () => h('div', { class: 'today-place' }, today()) }] : []),
        ]);
    }

    return { element, draw, transcript, composer };
}
