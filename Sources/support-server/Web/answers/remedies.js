/**
 * What a button can do about a diagnostic.
 *
 * @typedef {{from: number, to: number, text: string}} Edit
 * @typedef {{label: string, edit: Edit}} Remedy
 */
import { lineEnd, offsetAt } from './entry-text.js';
import { say } from './answers-words.js';

/** Whose line is better gone. */
const unwantedLines = ['line-hijacked', 'line-claimed-twice', 'line-unreached', 'unwanted-line-reached'];

/**
 * @param {Wire.Diagnostic} diagnostic
 * @param {string} text of its file
 * @returns {Remedy | null}
 */
export function remedyFor(diagnostic, text) {
    const from = offsetAt(text, diagnostic.line, diagnostic.column);
    const to = offsetAt(text, diagnostic.line, diagnostic.column + diagnostic.length);
    const named = text.slice(from, to);
    const meant = diagnostic.notes.map((note) => /^Did you mean `?([^`?]+)`?\?/.exec(note)?.[1]).find(Boolean);
    if (meant) return { label: say.use(meant), edit: { from, to, text: meant } };
    if (unwantedLines.includes(diagnostic.code)) return removeLine(text, from);
    if (diagnostic.code === 'bad-yaml' && diagnostic.message.includes('stands already')) return removeLine(text, from);
    if (diagnostic.code === 'bad-link' && /^[\w-]+(\.[\w-]+)+(\/|$)/.test(named)) {
        return { label: say.use(`https://${named}`), edit: { from, to, text: `https://${named}` } };
    }
    const date = diagnostic.code === 'review-due' ? /\d{4}-\d{2}-\d{2}/.exec(text.slice(from, lineEnd(text, from))) : null;
    if (date) {
        const at = from + date.index;
        const later = new Date();
        later.setFullYear(later.getFullYear() + 1);
        return { label: say.reviewed, edit: { from: at, to: at + 10, text: later.toISOString().slice(0, 10) } };
    }
    return null;
}

/**
 * Takes out a line of a list. What has lines of its own below it is left to its writer.
 *
 * @param {string} text
 * @param {number} offset
 * @returns {Remedy | null}
 */
function removeLine(text, offset) {
    const from = text.lastIndexOf('\n', offset - 1) + 1;
    const to = Math.min(text.length, lineEnd(text, offset) + 1);
    const indent = /^\s*/.exec(text.slice(from, to))?.[0] ?? '';
    const next = /^[ \t]*/.exec(text.slice(to))?.[0] ?? '';
    const isAlone = /^\s*-\s/.test(text.slice(from, to)) || (indent === '' && next === '' && !text.slice(to).startsWith('-'));
    return isAlone && next.length <= indent.length + 1 ? { label: say.removeLine, edit: { from, to, text: '' } } : null;
}

/**
 * A sentence in pieces: the places it names, such as `delivery/delivery-costs.md:20`, become links.
 *
 * @param {string} sentence
 * @param {(path: string) => boolean} isFile
 * @returns {(string | {path: string, line: string})[]}
 */
export function pieces(sentence, isFile) {
    return sentence.split(/((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)?\.(?:md|yaml):\d+)/).map((piece) => {
        const [, path, line] = /^(.+\.(?:md|yaml)):(\d+)$/.exec(piece) ?? [];
        return path && line && isFile(path) ? { path, line } : piece;
    });
}
