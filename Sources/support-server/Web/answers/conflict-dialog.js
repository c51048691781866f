/** What to do when somebody else changed a file as well. */
import { h } from '../shared/dom.js';
import { openDialog } from '../desk/desk-dialog.js';
import { diffLines } from './line-diff.js';
import { say } from './answers-words.js';

/**
 * Shows both texts of one file after the other. Closing it decides nothing: the draft stays, and so does the question.
 *
 * @param {import('./workshop.js').Workshop} shop
 * @param {import('./workshop.js').Theirs[]} files
 */
export function openConflicts(shop, [file, ...rest]) {
    if (!file) return;
    const dialog = openDialog(say.conflictTitle, { broad: true });
    const mine = shop.drafts.get(file.path)?.text ?? '';
    const [left, right] = sides(file.text ?? '', mine);
    /** @param {(theirs: import('./workshop.js').Theirs) => void} deed */
    const decide = (deed) => () => {
        deed(file);
        dialog.close();
        openConflicts(shop, rest);
    };
    dialog.element.classList.add('both');
    dialog.body.append(
        h('p', null, say.conflictMore(file.path), file.text === null && ` ${say.conflictRemoved}`),
        h('div', { class: 'sides' }, side(say.theirs, left), side(say.mine, right)),
        h('p', { class: 'dialog-note' }, `${say.takeTheirs}: ${say.takeTheirsHint} ${say.keepMine}: ${say.keepMineHint}`),
        h('div', { class: 'dialog-foot' },
            h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.later),
            h('button', { type: 'button', class: 'btn small', onclick: decide((theirs) => shop.takeTheirs(theirs)) }, say.takeTheirs),
            h('button', { type: 'button', class: 'btn pri small', onclick: decide((theirs) => shop.keepMine(theirs)) }, say.keepMine)));
}

/**
 * Both texts in lines that stand beside each other.
 *
 * @param {string} theirs
 * @param {string} mine
 * @returns {[HTMLElement[], HTMLElement[]]}
 */
function sides(theirs, mine) {
    /** @type {HTMLElement[]} */
    const left = [];
    /** @type {HTMLElement[]} */
    const right = [];
    const fill = () => {
        while (left.length < right.length) left.push(h('span', { class: 'dl none' }, ' '));
        while (right.length < left.length) right.push(h('span', { class: 'dl none' }, ' '));
    };
    for (const { kind, line } of diffLines(theirs, mine)) {
        if (kind === 'same') fill();
        if (kind !== 'new') left.push(h('span', { class: `dl ${kind}` }, line || ' '));
        if (kind !== 'gone') right.push(h('span', { class: `dl ${kind}` }, line || ' '));
    }
    fill();
    return [left, right];
}

/**
 * @param {string} title
 * @param {HTMLElement[]} lines
 */
function side(title, lines) {
    return h('section', null, h('h3', null, title), h('div', { class: 'diff', tabindex: '0', role: 'group', 'aria-label': title }, lines));
}
