/** The file that is open: its name, what can be done with it, its source, and how it stands. */
import { h, showRows } from '../shared/dom.js';
import { icon } from '../desk/desk-icons.js';
import { menu } from '../desk/desk-menu.js';
import { fileAddress } from './entry-list.js';
import { partsOf, titleOf, valueOf, wordCount } from './entry-text.js';
import { pieces, remedyFor } from './remedies.js';
import { SourceField } from './source-field.js';
import { tell } from './tell.js';
import { say } from './answers-words.js';

/** @typedef {import('./source-field.js').Card & {remedy: import('./remedies.js').Remedy | null}} Finding */

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {{publish: () => void, move: (path: string) => void, compare: (path: string) => void}} deeds
 */
export function sourceRegion(shop, deeds) {
    let shown = '';
    /** @type {{line: number, column: number} | null} */
    let goal = null;
    /** @type {Finding[]} */
    let findings = [];
    const field = new SourceField((text) => shop.open !== null && shop.write(shop.open, text), drawStand);
    const title = h('h1');
    const path = h('p');
    const discard = h('button', { type: 'button', class: 'btn small quiet', onclick: throwAway }, say.discard);
    const publish = h('button', {
        type: 'button', class: 'btn small pri', onclick: deeds.publish, 'aria-keyshortcuts': isMac ? 'Meta+S' : 'Control+S',
    }, say.publish, ' ', h('kbd', { 'aria-hidden': 'true' }, isMac ? '⌘S' : 'Ctrl S'));
    const more = menu(h('button', { type: 'button', class: 'ib', 'aria-label': say.more, title: say.more }, icon('dots')), () => [
        { label: say.move, icon: 'pencil', do: () => shop.open !== null && deeds.move(shop.open) },
        { label: say.remove, icon: 'x', do: () => shop.open !== null && shop.write(shop.open, null) },
    ]);
    const notice = h('div', { class: 'notices' });
    const instead = h('div', { class: 'instead' });
    const stand = h('div', { class: 'stat' });
    const head = h('header', { class: 'ch' }, h('div', { class: 't' }, title, path),
        h('a', { class: 'btn small quiet', href: '#/history' }, say.history), discard, publish, more);
    const element = h('div', { class: 'source', onkeydown: keys }, head, notice, field.element, instead, stand);

    function draw() {
        const open = shop.open;
        if (open === null) return;
        const text = shop.textOf(open);
        const draft = shop.drafts.get(open);
        const source = shop.sources.get(open);
        title.textContent = titleFor(open);
        path.textContent = `faq/${open}`;
        discard.hidden = !draft;
        publish.toggleAttribute('disabled', shop.drafts.size === 0);
        more.hidden = text === null || !open.endsWith('.md');
        if (text !== null && (shown !== open || field.text !== text && `${text}\n` !== field.text)) {
            const line = shown === open ? field.line : 1;
            const hadFocus = shown === open && field.hasFocus;
            shown = open;
            field.show(open, text);
            if (hadFocus) field.go(line);
        }
        if (text === null) shown = '';
        field.element.hidden = text === null;
        drawInstead(text, draft, source);
        showRows(notice, shop.isOvertaken(open) ? [{
            key: 'overtaken', state: null,
            make: () => h('div', { class: 'strip' }, icon('alert', 's'), h('p', null, say.overtaken),
                h('button', { type: 'button', class: 'lk', onclick: () => deeds.compare(open) }, say.compare)),
        }] : []);
        findings = shop.diagnosticsOf(open).map((diagnostic) => finding(diagnostic, text ?? ''));
        field.cards = findings;
        if (text !== null && goal) {
            const { line, column } = goal;
            goal = null;
            field.go(line, column);
        }
        drawStand();
    }

    /**
     * What stands in the place of a source.
     *
     * @param {string | null} text
     * @param {import('./drafts.js').Draft | undefined} draft
     * @param {{version: string | null} | undefined} source
     */
    function drawInstead(text, draft, source) {
        const words = text !== null ? null : draft ? [say.removed, say.removedMore] : source ? [say.missing, say.missingMore] : [say.loading, ''];
        const isRemoved = draft?.text === null;
        instead.hidden = words === null;
        showRows(instead, words === null ? [] : [{
            key: 'instead', state: words,
            make: () => h('div', { class: 'nothing' }, h('h2', null, words[0]), h('p', null, words[1]),
                isRemoved && h('button', { type: 'button', class: 'btn', onclick: throwAway }, say.keep)),
        }]);
    }

    function drawStand() {
        const open = shop.open;
        if (open === null) return;
        const draft = shop.drafts.get(open);
        const errors = findings.filter(({ severity }) => severity === 'error').length;
        const warnings = findings.filter(({ severity }) => severity === 'warning').length;
        const others = shop.drafts.size - (draft ? 1 : 0);
        const words = [errors > 0 && say.errors(errors), warnings > 0 && say.warnings(warnings)].filter(Boolean).join(', ');
        const state = !draft ? say.published : draft.version === null ? say.unsavedNew : say.unsaved(shop.changedLinesOf(open));
        const place = open.endsWith('.md') ? say.place(field.line, wordCount(field.text, open)) : say.placeInScript(field.line);
        showRows(stand, [
            {
                key: 'problems', state: [words, shop.check.isRunning],
                make: () => h('span', { class: errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'ok' },
                    icon(words === '' ? 'check' : 'alert', 'xs'), words === '' ? say.fine : words, shop.check.isRunning && h('small', null, say.checking)),
            },
            { key: 'draft', state, make: () => h('span', null, state) },
            ...(others > 0 ? [{ key: 'others', state: others, make: () => h('span', null, say.unsavedOthers(others)) }] : []),
            { key: 'place', state: place, make: () => h('span', { class: 'end num' }, place) },
        ]);
    }

    /**
     * @param {Wire.Diagnostic} diagnostic
     * @param {string} text
     * @returns {Finding}
     */
    function finding(diagnostic, text) {
        const { line, column, length, severity, code, message, notes } = diagnostic;
        const remedy = remedyFor(diagnostic, text);
        const words = [message, ...notes].map(sentenceCase);
        return {
            line, column, length, severity, remedy, key: `${code} ${column} ${message}`, state: [severity, words, remedy],
            make: () => h('div', { class: `dg ${severity}`, role: 'note', 'aria-label': say.severities[severity] },
                icon(severity === 'note' ? 'note' : 'alert', 's'),
                h('div', null, words.map((sentence) => h('p', null, pieces(sentence, (file) => shop.versions.has(file)).map((piece) => (
                    typeof piece === 'string' ? piece : h('a', { href: `${fileAddress(piece.path)}?line=${piece.line}` }, `${piece.path}:${piece.line}`)))))),
                remedy && h('button', { type: 'button', class: 'lk', onclick: () => field.apply(remedy.edit) }, remedy.label)),
        };
    }

    /** @param {KeyboardEvent} event */
    function keys(event) {
        if (event.key === 'F8') {
            event.preventDefault();
            jump(event.shiftKey ? -1 : 1);
        } else if (event.key === '.' && (event.ctrlKey || event.metaKey)) {
            const here = findings.find(({ line, remedy }) => remedy && line === field.line);
            if (!here?.remedy) return;
            event.preventDefault();
            field.apply(here.remedy.edit);
        }
    }

    /**
     * To the next problem after the caret, or the one before it; behind the last one comes the first.
     *
     * @param {1 | -1} way
     */
    function jump(way) {
        const sorted = findings.filter(({ severity }) => severity !== 'note').sort((a, b) => (a.line - b.line || a.column - b.column) * way);
        const next = sorted.find(({ line }) => (line - field.line) * way > 0) ?? sorted[0];
        if (!next) {
            tell(say.noProblems);
            return;
        }
        field.go(next.line, next.column);
        const [severity, words] = /** @type {[Wire.Severity, string[]]} */ (next.state);
        tell(`${say.severities[severity]}: ${words.join(' ')}${next.remedy ? ` ${next.remedy.label}.` : ''}`);
    }

    function throwAway() {
        if (shop.open === null) return;
        tell(say.discarded(titleFor(shop.open)));
        shop.discard(shop.open);
        field.focus();
    }

    /** @param {string} file */
    function titleFor(file) {
        const { slug, name } = partsOf(file);
        return file.endsWith('.md') ? titleOf(valueOf(shop.textOf(file) ?? '', 'slug') || slug) : name;
    }

    return {
        element, draw,
        /** @param {number} line from 1 */
        goTo(line) {
            goal = { line, column: 1 };
            draw();
        },
    };
}

/**
 * With a capital, unless it begins with a place.
 *
 * @param {string} sentence
 */
function sentenceCase(sentence) {
    return /^[\w/.-]+:\d/.test(sentence) ? sentence : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
