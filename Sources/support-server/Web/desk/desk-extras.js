/**
 * The parts of the desk that are more than the chat: wide views beside the rail, dialogs, and what stands in the list’s head.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {{element: HTMLElement, draw: () => void}} Region
 */
import { h } from '../shared/dom.js';

/** @type {{overview: ((desk: Desk) => Region) | null, team: ((desk: Desk) => Region) | null}} */
export const wideViews = { overview: null, team: null };

/**
 * What stands above the lists: the search field and the filter.
 *
 * @param {Desk} _desk
 * @returns {Region & {focus: () => void}}
 */
export function listHead(_desk) {
    return { element: h('div'), draw() {}, focus() {} };
}

/**
 * Today’s figures, for a desk without a chat.
 *
 * @param {Desk} _desk
 * @returns {Node}
 */
export function todayPanel(_desk) {
    return h('div');
}

export const dialogs = {
    /** @param {Desk} _desk */
    shortcuts(_desk) {},
    /** @param {Desk} _desk */
    settings(_desk) {},
    /**
     * Saved replies.
     *
     * @param {Desk} _desk
     */
    replies(_desk) {},
    /**
     * @param {Desk} _desk
     * @param {Wire.AgentConversation} _conversation
     */
    transfer(_desk, _conversation) {},
};
