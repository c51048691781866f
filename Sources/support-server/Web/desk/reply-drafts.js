/**
 * What an agent has begun to write, kept in this browser per conversation until it is sent.
 *
 * @typedef {{text: string, kind: 'text' | 'note', at: number}} Draft
 */

const keptFor = 14 * 24 * 3_600_000;

/**
 * @param {string} agent
 * @param {string} conversation
 * @returns {Draft | null}
 */
export function readDraft(agent, conversation) {
    return parsed(localStorage.getItem(keyOf(agent, conversation)));
}

/**
 * @param {string} agent
 * @param {string} conversation
 * @param {string} text empty to forget it
 * @param {Draft['kind']} kind
 */
export function keepDraft(agent, conversation, text, kind) {
    const key = keyOf(agent, conversation);
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ text, kind, at: Date.now() }));
}

/** Forgets drafts that nobody came back to for two weeks. */
export function dropOldDrafts() {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith('support.draft.'))) {
        if (Date.now() - (parsed(localStorage.getItem(key))?.at ?? 0) > keptFor) localStorage.removeItem(key);
    }
}

/**
 * @param {string} agent
 * @param {string} conversation
 */
function keyOf(agent, conversation) {
    return `support.draft.${agent}.${conversation}`;
}

/**
 * @param {string | null} text
 * @returns {Draft | null}
 */
function parsed(text) {
    try {
        return text === null ? null : JSON.parse(text);
    } catch {
        return null;
    }
}
