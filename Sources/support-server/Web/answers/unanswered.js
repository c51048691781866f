/** What customers asked and the assistant did not know. */
import { h, showRows } from '../shared/dom.js';
import { attemptIn, openDialog } from '../desk/desk-dialog.js';
import { fileAddress, itemsOf } from './entry-list.js';
import { partsOf, titleOf, withAsks } from './entry-text.js';
import { tell } from './tell.js';
import { scoreWords } from './try-region.js';
import { say } from './answers-words.js';

/** How many stand beside the source. */
const few = 3;

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {(sketch: import('./new-entry.js').Sketch) => void} write
 * @param {() => boolean} isWhole whether the page shows all of them
 */
export function unansweredRegion(shop, write, isWhole) {
    /** @type {Wire.Unanswered | null} */
    let found = null;
    let failure = '';
    const gaps = h('ul', { class: 'gaps' });
    const count = h('span', { class: 'num' });
    const all = h('a', { class: 'lk', href: '#/unanswered' }, say.seeAll);
    const aside = h('section', { class: 'gap-box' }, h('h2', null, say.unansweredIn, count), gaps, all);
    const list = h('ul', { class: 'gaps full' });
    const about = h('p', { class: 'sub' });
    const known = h('div');
    const view = h('div', { class: 'view' }, h('h1', null, say.unansweredIn), about, list, known);

    async function load() {
        failure = '';
        try {
            found = await shop.request('GET', '/faq/unanswered?since=30d');
        } catch (error) {
            failure = error instanceof Error ? error.message : String(error);
        }
        draw();
    }

    function draw() {
        const open = found?.open ?? [];
        const words = open.length === 0 ? '' : say.unansweredCount(open.length + (found?.rest ?? 0), found?.messages ?? 0);
        count.textContent = words;
        about.textContent = failure || words || (found ? `${say.unansweredNone} ${say.unansweredNoneMore}` : say.loading);
        aside.hidden = open.length === 0 || isWhole();
        showRows(gaps, open.slice(0, few).map((group) => row(group, false)));
        showRows(list, open.map((group) => row(group, true)));
        all.hidden = open.length <= few;
        const answered = found?.answered ?? [];
        showRows(known, answered.length === 0 ? [] : [{
            key: 'known', state: answered,
            make: () => h('details', { class: 'known' }, h('summary', null, `${say.answeredByNow} (${answered.length})`),
                h('ul', null, answered.map((group) => h('li', null, h('q', null, group.question), ' ', group.answered_by.map(titleOf).join(', '))))),
        }]);
    }

    /**
     * @param {Wire.UnansweredGroup} group
     * @param {boolean} isFull
     */
    function row(group, isFull) {
        const { question, count, nearest, wordings, replies } = group;
        const near = nearest ? say.best(titleOf(nearest.slug), scoreWords(nearest.confidence)) : say.nothingAbove;
        return {
            key: group.conversation_id + question, state: [group, isFull],
            make: () => h('li', { class: 'gap' }, h('q', null, question),
                h('div', { class: 'gap-deeds' },
                    h('button', { type: 'button', class: 'lk', onclick: () => write({ question, asks: wordings, replies, topic: nearest ? partsOf(nearest.file).topic : '' }) }, say.writeAnswer),
                    h('button', { type: 'button', class: 'lk', onclick: () => openAdding(shop, group) }, say.addToAnswer)),
                h('p', { class: 'num' }, `${say.times(count)}, ${near}`),
                isFull && wordings.length > 0 && h('p', null, `${say.alsoAsked} `, wordings.slice(0, 5).map((words, index) => [index > 0 && ', ', h('q', null, words)]).flat()),
                isFull && replies.slice(0, 2).map(({ by, words }) => h('p', { class: 'reply' }, h('b', null, say.colleagueSaid(by)), ' ', h('q', null, words))),
                isFull && h('p', null, h('a', { href: `/agent#/chats/${group.conversation_id}` }, say.openChat))),
        };
    }

    return { aside, view, draw, load, get count() { return (found?.open.length ?? 0) + (found?.rest ?? 0); } };
}

/**
 * Puts the group's words under the `asks` of an answer.
 *
 * @param {import('./workshop.js').Workshop} shop
 * @param {Wire.UnansweredGroup} group
 */
function openAdding(shop, group) {
    const dialog = openDialog(say.addToAnswer);
    const items = itemsOf(shop).filter(({ path }) => path.endsWith('.md'));
    const select = /** @type {HTMLSelectElement} */ (h('select', { class: 'field' }, items.map(({ path, title, language, topic }) => h('option', {
        value: path, selected: path === group.nearest?.file,
    }, `${title}${language ? ` (${language})` : ''} – ${titleOf(topic)}`))));
    const button = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small' }, say.add));
    dialog.body.append(h('form', {
        onsubmit: async (/** @type {Event} */ event) => {
            event.preventDefault();
            const path = select.value;
            const isDone = await attemptIn(dialog, async () => {
                const text = await shop.bring(path);
                shop.write(path, withAsks(text, [group.question, ...group.wordings]));
            }, button);
            if (!isDone) return;
            dialog.close();
            location.hash = fileAddress(path);
            tell(say.added(select.selectedOptions[0]?.textContent ?? path));
        },
    }, h('ul', { class: 'words' }, [group.question, ...group.wordings].map((words) => h('li', null, h('q', null, words)))),
    h('label', { class: 'labelled' }, say.addTo, select),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.cancel), button)));
    select.focus();
}
