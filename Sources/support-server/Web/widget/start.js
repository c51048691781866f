/** What stands in the log before anything was said, and what its other rows have in common with it. */
import { h, initials } from '../shared/dom.js';
import { icon } from '../shared/icons.js';
import { say } from './say.js';

/** @type {(label: string, act: () => void, className?: string, ...inner: any[]) => HTMLElement} */
export const button = (label, onclick, className = 'lk', ...inner) =>
    h('button', { type: 'button', class: className, onclick, 'aria-label': inner.length > 0 && label }, inner.length ? inner : label);

/** @param {string} name */
export const face = (name) => h('span', { class: 'mark person sm', 'aria-hidden': 'true' }, initials(name));

/**
 * What stands there before anything was said.
 *
 * @param {import('./conversation.js').CustomerConversation} talk
 * @param {{name: string | null, text: string} | null} last
 * @param {() => void} showLast
 * @returns {import('../shared/dom.js').Row[]}
 */
export function startRows(talk, last, showLast) {
    const hour = new Date().getHours();
    const greeting = say.greetings[hour < 12 ? 0 : hour < 18 ? 1 : 2];
    const arrow = () => icon('right', 's');
    const make = () => h('div', null,
        h('div', { class: 'hello' }, h('h3', null, `${greeting} ${say.whatCanWeHelpWith}`), talk.log.map((message) => h('p', null, message.content))),
        talk.openingQuestions.length > 0 && group(say.oftenAsked, ...talk.openingQuestions.map((quick) =>
            h('button', { type: 'button', class: 'row', onclick: () => talk.pick(quick) }, h('span', null, quick.question), arrow()))),
        last && group(say.lastChat, h('button', { type: 'button', class: 'row', onclick: showLast },
            last.name ? face(last.name) : icon('chat'), h('span', { class: 'tx' }, last.name ?? say.assistant, h('small', null, last.text)), arrow())));
    return [{ key: 'start', state: [talk.openingQuestions, last, talk.log.length], make }];
}

/** @type {(title: string, ...rows: HTMLElement[]) => HTMLElement} */
const group = (title, ...rows) =>
    h('section', { class: 'group', 'aria-label': title }, h('h4', null, title), h('div', { class: 'rows' }, rows));
