/**
 * The parts of the desk that are more than the chat: wide views beside the rail, dialogs, and what stands in the list’s head.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {{element: HTMLElement, draw: () => void}} Region
 */
import { dialogs as say } from './dialog-words.js';
import { settings } from './desk-settings.js';
import { overviewRegion, todayRegion } from './overview.js';
import { openReplies } from './replies-dialog.js';
import { searchRegion } from './search.js';
import { openSettings } from './settings-dialog.js';
import { openShortcuts } from './shortcuts-dialog.js';
import { teamRegion } from './team.js';
import { openTransfer } from './transfer-dialog.js';

/** @type {{overview: (desk: Desk) => Region, team: (desk: Desk) => Region}} */
export const wideViews = { overview: overviewRegion, team: teamRegion };

export { searchRegion as listHead };

/** @type {Region | null} */
let today = null;

/**
 * Today’s figures, for a desk without a chat.
 *
 * @param {Desk} desk
 * @returns {Node}
 */
export function todayPanel(desk) {
    today ??= todayRegion(desk);
    today.draw();
    return today.element;
}

export const dialogs = {
    shortcuts() {
        openShortcuts(settings().singleKeys);
    },
    /** @param {Desk} desk */
    settings(desk) {
        openSettings(desk.session);
    },
    /**
     * Saved replies.
     *
     * @param {Desk} desk
     */
    replies(desk) {
        openReplies(desk.session);
    },
    /**
     * @param {Desk} desk
     * @param {Wire.AgentConversation} conversation
     */
    transfer(desk, conversation) {
        openTransfer(desk.session, conversation, (moved) => {
            desk.lists.place(moved);
            if (desk.open?.id === moved.id) desk.open.learn(moved);
            desk.toasts.add(say.moved(moved.agent?.display_name ?? ''));
        });
    },
};
