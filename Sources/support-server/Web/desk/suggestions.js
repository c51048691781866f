/**
 * The FAQ’s likeliest answers to what the customer said last, for an agent to use.
 *
 * @typedef {Wire.Answer & {score: number}} Suggestion
 */
import { h, showRows } from '../shared/dom.js';
import { words as say } from './desk-words.js';

/** What is less likely than this helps nobody. */
const least = 0.05;

/**
 * @param {import('./desk-state.js').Desk} desk
 * @param {(text: string) => void} insert
 */
export function suggestionsRegion(desk, insert) {
    const list = h('ol');
    const element = h('section', { class: 'suggestions', hidden: true },
        h('h2', null, say.suggestions, h('span', null, say.forLast)), list);
    let askedFor = '';
    /** @type {Suggestion[]} */
    let suggestions = [];

    function draw() {
        const { open } = desk;
        if (!open?.conversation) return;
        const isOver = open.conversation.phase === 'closed';
        const newest = open.newestUnread() || open.readByMe;
        const wanted = `${open.id} ${newest}`;
        if (wanted !== askedFor) {
            if (!wanted.startsWith(askedFor.split(' ')[0] ?? '')) suggestions = [];
            askedFor = wanted;
            if (!isOver) look(open.id, wanted);
        }
        element.hidden = suggestions.length === 0 || isOver;
        showRows(list, suggestions.map((one, index) => ({ key: one.slug, state: [one, index, open.isMine], make: () => h('li', { class: 'suggestion' },
            h('b', null, one.title),
            h('p', { title: one.content }, one.content),
            h('div', { class: 'row' },
                h('progress', { value: Math.round(one.score * 100), max: 100, 'aria-label': say.match(one.score.toFixed(2)) }),
                h('span', { class: 'num', 'aria-hidden': 'true' }, one.score.toFixed(2)),
                open.isMine && h('button', { type: 'button', class: 'lk', 'aria-label': say.insertAnswer(one.title), 'aria-keyshortcuts': `Alt+${index + 1}`,
                    onclick: () => insert(one.content) }, 'Insert ', h('kbd', { 'aria-hidden': 'true' }, index + 1)))) })));
    }

    /**
     * @param {string} id
     * @param {string} wanted
     */
    async function look(id, wanted) {
        try {
            const answer = await desk.request('GET', `/conversations/${id}/suggestions`);
            if (wanted !== askedFor) return;
            suggestions = answer.suggestions.filter((/** @type {Suggestion} */ one) => one.score >= least);
        } catch {
            // Answering goes on without them.
            if (wanted === askedFor) suggestions = [];
        }
        desk.changed();
    }

    return {
        element,
        draw,
        /** @param {number} index from 0 */
        use(index) {
            const one = suggestions[index];
            if (one && desk.open?.isMine) insert(one.content);
        },
    };
}
