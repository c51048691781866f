/**
 * Two texts, line by line.
 *
 * @typedef {{kind: 'same' | 'gone' | 'new', line: string}} Line
 */

/** Above this many cells the middle is shown as all gone and all new. */
const mostCells = 4_000_000;

/**
 * @param {string} before
 * @param {string} after
 * @returns {Line[]}
 */
export function diffLines(before, after) {
    const { old, fresh, head, tail } = sidesOf(before, after);
    const middle = between(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
    return [...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)];
}

/**
 * How many lines are different: a line that was changed counts once.
 *
 * @param {string} before
 * @param {string} after
 */
export function changedLines(before, after) {
    let changed = 0;
    let gone = 0;
    let added = 0;
    for (const { kind } of [...diffLines(before, after), same('')]) {
        if (kind === 'gone') gone += 1;
        else if (kind === 'new') added += 1;
        else {
            changed += Math.max(gone, added);
            gone = 0;
            added = 0;
        }
    }
    return changed;
}

/**
 * Where a line of the old text stands in the new one, from 1; null when it was changed.
 *
 * @param {string} before
 * @param {string} after
 * @returns {(line: number) => number | null}
 */
export function lineMover(before, after) {
    if (before === after) return (line) => line;
    const { old, fresh, head, tail } = sidesOf(before, after);
    return (line) => {
        if (line <= head) return line;
        return line > old.length - tail ? line + fresh.length - old.length : null;
    };
}

/**
 * Both sides, and how many lines they share at the beginning and at the end.
 *
 * @param {string} before
 * @param {string} after
 */
function sidesOf(before, after) {
    const old = linesOf(before);
    const fresh = linesOf(after);
    let head = 0;
    while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
    let tail = 0;
    while (tail < old.length - head && tail < fresh.length - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail += 1;
    return { old, fresh, head, tail };
}

/** @param {string} text */
function linesOf(text) {
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines;
}

/**
 * @param {string} line
 * @returns {Line}
 */
function same(line) {
    return { kind: 'same', line };
}

/**
 * By the longest common subsequence.
 *
 * @param {string[]} old
 * @param {string[]} fresh
 * @returns {Line[]}
 */
function between(old, fresh) {
    const width = fresh.length + 1;
    /** @type {Line[]} */
    const lines = [];
    const isLarge = (old.length + 1) * width > mostCells;
    const lengths = new Uint16Array(isLarge ? 0 : (old.length + 1) * width);
    if (!isLarge) {
        for (let row = old.length - 1; row >= 0; row -= 1) {
            for (let column = fresh.length - 1; column >= 0; column -= 1) {
                const cell = row * width + column;
                lengths[cell] = old[row] === fresh[column]
                    ? (lengths[cell + width + 1] ?? 0) + 1
                    : Math.max(lengths[cell + width] ?? 0, lengths[cell + 1] ?? 0);
            }
        }
    }
    let row = 0;
    let column = 0;
    while (!isLarge && row < old.length && column < fresh.length) {
        const cell = row * width + column;
        if (old[row] === fresh[column]) {
            lines.push(same(old[row] ?? ''));
            row += 1;
            column += 1;
        } else if ((lengths[cell + width] ?? 0) >= (lengths[cell + 1] ?? 0)) {
            lines.push({ kind: 'gone', line: old[row] ?? '' });
            row += 1;
        } else {
            lines.push({ kind: 'new', line: fresh[column] ?? '' });
            column += 1;
        }
    }
    for (; row < old.length; row += 1) lines.push({ kind: 'gone', line: old[row] ?? '' });
    for (; column < fresh.length; column += 1) lines.push({ kind: 'new', line: fresh[column] ?? '' });
    return lines;
}
