/**
 * What is what in a file of answers, for its colours.
 *
 * @typedef {'key' | 'value' | 'faint' | 'strong' | 'emphasis' | 'link' | 'code'} Paint
 * @typedef {[paint: Paint, from: number, to: number]} Stroke
 */
import { bodyStart } from './entry-text.js';

/**
 * @param {string} text
 * @param {string} path
 * @returns {Stroke[]}
 */
export function strokes(text, path) {
    const body = bodyStart(text, path);
    /** @type {Stroke[]} */
    const found = [];
    let at = 0;
    for (const line of text.slice(0, body).split('\n')) {
        if (/^---\s*$/.test(line)) found.push(['faint', at, at + line.length]);
        else inKeys(line, at, found);
        at += line.length + 1;
    }
    inAnswer(text.slice(body), body, found);
    return found;
}

/**
 * @param {string} line
 * @param {number} at
 * @param {Stroke[]} found
 */
function inKeys(line, at, found) {
    const remark = places(line, /(?:^|\s)#.*$/)[0];
    const words = remark ? line.slice(0, remark[0]) : line;
    if (remark) found.push(['faint', at + remark[0], at + remark[1]]);
    const [, lead = '', key = ''] = /^(\s*(?:- )?\s*)([A-Za-z_][\w-]*:)(?=\s|$)/.exec(words) ?? [];
    const start = lead.length + key.length;
    if (key !== '') found.push(['key', at + lead.length, at + start]);
    const rest = words.slice(start);
    for (const [from, to] of places(rest, /(?<=[{,]\s*)[A-Za-z_][\w-]*:(?=\s)/)) found.push(['key', at + start + from, at + start + to]);
    const values = /(?<![\p{L}\p{N}])(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|true|false|on|off|live|shadow|-?\d[\d-]*)(?=\s*(?:$|[,\]}]))/u;
    for (const [from, to] of places(rest, values)) {
        // Within a sentence a number is a word like any other.
        if (/(^|[-[{,:])\s*$/.test(rest.slice(0, from))) found.push(['value', at + start + from, at + start + to]);
    }
}

/**
 * Where a pattern fits.
 *
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {[from: number, to: number][]}
 */
function places(text, pattern) {
    return [...text.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(({ index = 0, 0: words = '' }) => [index, index + words.length]);
}

/** @type {[Paint, RegExp][]} */
const marks = [
    ['code', /`[^`\n]+`/],
    ['link', /\[[^\]\n]+\]\([^)\n]*\)/],
    ['strong', /\*\*[^*\n]+\*\*/],
    ['emphasis', /(?<!\*)\*[^*\s][^*\n]*\*(?!\*)/],
    ['faint', /^[ \t]*(?:[-*+]|\d+\.|>)(?=[ \t])/m],
];

/**
 * @param {string} answer
 * @param {number} at
 * @param {Stroke[]} found
 */
function inAnswer(answer, at, found) {
    for (const [paint, pattern] of marks) {
        for (const [from, to] of places(answer, pattern)) found.push([paint, at + from, at + to]);
    }
}
