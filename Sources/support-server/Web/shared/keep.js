/** What the browser keeps for us; where it may not, or is full, this page remembers. */

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {string} key */
export function kept(key) {
    try {
        return memory.get(key) ?? localStorage.getItem(key);
    } catch {
        return null;
    }
}

/**
 * @param {string} key
 * @param {string | null} value null forgets it
 */
export function keep(key, value) {
    memory.delete(key);
    try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
    } catch {
        if (value !== null) memory.set(key, value);
    }
}

/** @param {string} prefix */
export function keptKeys(prefix) {
    let keys = [...memory.keys()];
    try {
        keys = keys.concat(Object.keys(localStorage));
    } catch {
        // Only the memory, then.
    }
    return keys.filter((key) => key.startsWith(prefix));
}
