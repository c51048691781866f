/** Before publishing: what is different, and what it changes for what customers wrote. */
import { h } from '../shared/dom.js';
import { Problem } from '../shared/api.js';
import { attemptIn, openDialog } from '../desk/desk-dialog.js';
import { icon } from '../desk/desk-icons.js';
import { openConflicts } from './conflict-dialog.js';
import { diffLines } from './line-diff.js';
import { titleOf } from './entry-text.js';
import { tell } from './tell.js';
import { say } from './answers-words.js';

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {(text: string) => void} tryOut
 */
export function openPublishing(shop, tryOut) {
    const paths = shop.drafts.paths;
    if (paths.length === 0) {
        tell(say.nothingToPublish);
        return;
    }
    const dialog = openDialog(say.publishTitle(paths.length), { broad: true });
    const errors = shop.check.count('error');
    const warnings = shop.check.diagnostics.filter(({ file, severity }) => severity === 'warning' && paths.includes(file)).length;
    const message = /** @type {HTMLInputElement} */ (h('input', { class: 'field', id: 'publish-message', maxLength: 200 }));
    const effect = h('div', { class: 'effect', role: 'status' }, h('p', { class: 'dialog-note' }, say.comparing));
    const button = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small', disabled: errors > 0 }, say.confirm));
    const form = h('form', {
        onsubmit: async (/** @type {Event} */ event) => {
            event.preventDefault();
            if (button.disabled) return;
            button.textContent = say.publishing;
            await attemptIn(dialog, () => publish(message.value.trim()), button);
            button.textContent = say.confirm;
        },
    },
    h('ul', { class: 'changes' }, paths.map((path) => change(shop, path))),
    errors > 0 && h('p', { class: 'refusal' }, icon('alert', 's'), h('span', null, `${say.cannotPublish} ${say.cannotPublishMore}`)),
    warnings > 0 && h('p', { class: 'dialog-note' }, say.withWarnings(warnings)),
    effect,
    h('label', { class: 'labelled' }, say.message, message),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.cancel), button));
    dialog.body.append(form);
    message.focus();
    if (errors > 0) effect.replaceChildren();
    else showEffect();

    /** @param {string} words */
    async function publish(words) {
        try {
            await shop.publish(words);
            dialog.close();
            tell(say.isPublished);
        } catch (error) {
            if (!(error instanceof Problem) || error.code !== 'faq_changed') throw error;
            dialog.close();
            openConflicts(shop, error.body.files);
            await shop.look();
        }
    }

    async function showEffect() {
        try {
            /** @type {Wire.AnswersDiff} */
            const diff = await shop.request('POST', '/faq/diff', { files: shop.drafts.files, since: '30d' });
            effect.replaceChildren(...effectNodes(diff, (text) => {
                dialog.close();
                tryOut(text);
            }));
        } catch {
            effect.replaceChildren(h('p', { class: 'dialog-note' }, say.comparisonFailed));
        }
    }
}

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {string} path
 */
function change(shop, path) {
    const draft = shop.drafts.get(path);
    const words = draft?.text === null ? say.isRemoved : draft?.version === null ? say.isNew : say.lines(shop.changedLinesOf(path));
    return h('li', null, h('details', null,
        h('summary', null, icon('right', 'xs'), h('span', { class: 'mono' }, path), h('small', null, words)),
        diffBlock(draft?.base ?? '', draft?.text ?? '')));
}

/**
 * The lines that are different, with two around them.
 *
 * @param {string} before
 * @param {string} after
 */
function diffBlock(before, after) {
    const lines = diffLines(before, after);
    const near = lines.map((_, index) => lines.slice(Math.max(0, index - 2), index + 3).some(({ kind }) => kind !== 'same'));
    const marks = { same: ' ', gone: '−', new: '+' };
    return h('div', { class: 'diff', tabindex: '0', role: 'group', 'aria-label': say.lines(lines.filter(({ kind }) => kind !== 'same').length) },
        lines.flatMap(({ kind, line }, index) => {
            if (near[index]) return [h(kind === 'new' ? 'ins' : kind === 'gone' ? 'del' : 'span', { class: `dl ${kind}` }, `${marks[kind]} ${line}`)];
            return near[index - 1] ? [h('span', { class: 'dl cut' }, '⋯')] : [];
        }));
}

/**
 * @param {Wire.AnswersDiff} diff
 * @param {(text: string) => void} tryOut
 * @returns {Node[]}
 */
function effectNodes(diff, tryOut) {
    if (diff.messages === 0) return [h('p', { class: 'dialog-note' }, say.noMessages)];
    if (diff.groups.length === 0) return [h('p', { class: 'calm' }, icon('check', 's'), say.allTheSame(diff.messages))];
    return [
        h('h3', null, say.compared(diff.messages)),
        h('ul', { class: 'tally' }, /** @type {const} */ (['newly_missed', 'changed', 'newly_answered']).filter((kind) => diff[kind] > 0)
            .map((kind) => h('li', { class: kind }, h('b', { class: 'num' }, diff[kind]), ` ${say.kinds[kind]}`))),
        ...diff.groups.map((group) => h('details', { class: `group ${group.kind}` },
            h('summary', null, icon('right', 'xs'), h('span', null, reached(group.before), h('span', { class: 'vh' }, ` ${say.becomes} `),
                h('span', { 'aria-hidden': 'true' }, ' → '), reached(group.after)), h('small', { class: 'num' }, say.times(group.messages))),
            h('ul', null, group.examples.map(({ text, count }) => h('li', null, h('q', null, text), count > 1 && h('small', { class: 'num' }, `× ${count}`),
                h('button', { type: 'button', class: 'lk', onclick: () => tryOut(text) }, say.tryThis)))))),
    ];
}

/** @param {Wire.Reached} reached */
function reached({ outcome, slugs }) {
    return h('b', null, say.reached(outcome, slugs.map(titleOf)));
}
