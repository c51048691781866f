/** The text of a file of answers: its places, its keys, and small changes to it. */

/**
 * Where each line begins.
 *
 * @param {string} text
 */
export function lineStarts(text) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0 && at < text.length - 1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
}

/**
 * The line of a place, from 0.
 *
 * @param {number[]} starts
 * @param {number} offset
 */
export function lineAt(starts, offset) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
    }
    return low;
}

/**
 * Where a column of a line stands. The server counts in Unicode scalars, a browser in UTF-16.
 *
 * @param {string} text
 * @param {number} line from 1
 * @param {number} column from 1
 */
export function offsetAt(text, line, column) {
    const start = lineStarts(text)[line - 1] ?? text.length;
    const end = lineEnd(text, start);
    const before = [...text.slice(start, end)].slice(0, column - 1).join('');
    return start + before.length;
}

/**
 * @param {string} text
 * @param {number} from
 */
export function lineEnd(text, from) {
    const end = text.indexOf('\n', from);
    return end < 0 ? text.length : end;
}

/**
 * Where the answer begins: behind the second `---`. All of a file that is no entry is keys.
 *
 * @param {string} text
 * @param {string} path
 */
export function bodyStart(text, path) {
    if (!path.endsWith('.md')) return text.length;
    const found = /^---[ \t]*\n(?:[\s\S]*?\n)??---[ \t]*(?:\n|$)/.exec(text);
    return found?.[0]?.length ?? text.length;
}

/**
 * @param {string} text
 * @param {string} path
 */
export function wordCount(text, path) {
    return text.slice(bodyStart(text, path)).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

/**
 * The value of a key that stands on one line; empty when there is none.
 *
 * @param {string} text
 * @param {string} key
 */
export function valueOf(text, key) {
    const found = new RegExp(`^${key}:[ \\t]*(.*)$`, 'm').exec(text.slice(0, bodyStart(text, '.md')));
    const value = (found?.[1] ?? '').trim();
    const quoted = /^(['"])(.*)\1$/.exec(value);
    return quoted?.[1] === "'" ? (quoted[2] ?? '').replaceAll("''", "'") : (quoted?.[2] ?? value);
}

/**
 * Words as YAML reads them back: quoted only where they must be.
 *
 * @param {string} words
 */
function yamlText(words) {
    const text = words.replace(/\s+/g, ' ').trim();
    const isPlain = /^[\p{L}\p{N}€£$(][^\n]*$/u.test(text) && !/: |:$| #/.test(text)
        && !/^(true|false|null|yes|no|on|off|y|n|~|[-+.\d_:eExXoObB]+)$/i.test(text);
    return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}

/**
 * The entry with these lines among its `asks`, without those that stand there already.
 *
 * @param {string} text
 * @param {string[]} lines
 */
export function withAsks(text, lines) {
    const end = bodyStart(text, '.md');
    const keys = text.slice(0, end);
    const known = keys.toLowerCase();
    const added = lines.map(yamlText).filter((line) => !known.includes(`- ${line.toLowerCase()}\n`));
    const items = added.map((line) => `  - ${line}\n`).join('');
    if (items === '') return text;
    const after = endOfAsks(keys);
    if (after) return text.slice(0, after.at) + items.replaceAll(/^ {2}/gm, after.indent) + text.slice(after.at);
    const inline = /^asks:[ \t]*\[(.*)\][ \t]*$/m.exec(keys);
    if (inline) {
        const at = inline.index + (inline[0] ?? '').lastIndexOf(']');
        const before = (inline[1] ?? '').trim() === '' ? '' : ', ';
        return text.slice(0, at) + before + added.map((line) => (/[,[\]{}]/.test(line) ? quoted(line) : line)).join(', ') + text.slice(at);
    }
    const question = /^question:.*\n/m.exec(keys);
    const at = question ? lineEnd(keys, question.index) + 1 : Math.max(0, keys.lastIndexOf('---'));
    return `${text.slice(0, at)}asks:\n${items}${text.slice(at)}`;
}

/**
 * Behind the last line of a list `asks` that has one line for each.
 *
 * @param {string} keys
 */
function endOfAsks(keys) {
    const head = /^asks:[ \t]*\n/m.exec(keys);
    if (!head) return null;
    let at = lineEnd(keys, head.index) + 1;
    let indent = '  ';
    let next = at;
    while (next < keys.length) {
        const line = keys.slice(next, lineEnd(keys, next));
        if (!/^(\s|- |#|$)/.test(line)) break;
        next += line.length + 1;
        const item = /^(\s*)- /.exec(line);
        if (!item) continue;
        indent = item[1] ?? indent;
        at = next;
    }
    return { at, indent };
}

/** @param {string} line */
function quoted(line) {
    return line.startsWith("'") ? line : `'${line.replaceAll("'", "''")}'`;
}

/**
 * A new entry's text.
 *
 * @param {{question: string, asks: string[], answer: string}} entry
 */
export function newEntry({ question, asks, answer }) {
    const lines = asks.map((line) => line.trim()).filter((line) => line !== '');
    const tests = lines.length > 0 ? `asks:\n${lines.map((line) => `  - ${yamlText(line)}\n`).join('')}` : '';
    return `---\nquestion: ${yamlText(question)}\n${tests}---\n${answer.trim()}\n`;
}

const small = new Set(('a an and any are at be can could do does for from get have how i if in is it its long may me my of on or our '
    + 'should that the there this to we what when where which who will with would you your').split(' '));

/**
 * A name for an entry, from the words of its question.
 *
 * @param {string} question
 */
export function slugFrom(question) {
    const plain = question.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
    const words = plain.replace(/['’]/g, '').split(/[^a-z0-9]+/).filter((word) => word !== '');
    const telling = words.filter((word) => !small.has(word));
    return (telling.length > 0 ? telling : words).slice(0, 5).join('-').slice(0, 60).replace(/-+$/, '');
}

/**
 * What a path says: `delivery/delivery-times.de.md` is the German `delivery-times` of the topic `delivery`.
 *
 * @param {string} path
 */
export function partsOf(path) {
    const cut = path.lastIndexOf('/');
    const name = path.slice(cut + 1);
    const [, slug, language] = /^([^.]*)(?:\.([^.]+))?\.md$/.exec(name) ?? [];
    return { topic: cut < 0 ? '' : path.slice(0, cut), name, slug: slug ?? name, language: language ?? null };
}

/**
 * A slug as people read it: `Delivery times`.
 *
 * @param {string} slug
 */
export function titleOf(slug) {
    const words = slug.replaceAll('-', ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
}
