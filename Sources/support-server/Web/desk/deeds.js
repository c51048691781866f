/**
 * What an agent can do with the open conversation, and where the focus goes afterwards.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {ReturnType<typeof makeDeeds>} Deeds
 */
import { saveFile } from './save-file.js';
import { words as say } from './desk-words.js';

/**
 * @param {Desk} desk
 * @param {{toBox: () => void, toList: () => void, toTalk: () => void}} focus
 * @param {(desk: Desk, conversation: Wire.AgentConversation) => void} chooseColleague
 */
export function makeDeeds(desk, focus, chooseColleague) {
    /** @returns {Wire.AgentConversation | null} */
    const open = () => desk.open?.conversation ?? null;

    /** @param {'release' | 'hand-back'} act */
    async function letGo(act) {
        const conversation = open();
        if (conversation && await desk.act(act, conversation.id)) focus.toTalk();
    }

    return {
        async claim() {
            const conversation = open();
            if (!conversation || !['queued', 'automated'].includes(conversation.phase)) return;
            if (await desk.act('claim', conversation.id)) {
                if (desk.route.view !== 'chats') desk.go('chats', conversation.id);
                focus.toBox();
            }
        },

        async claimNext() {
            if (await desk.claimNext()) focus.toBox();
        },

        /** Gone at once, sent when nobody wants it back; the next one of mine, else the longest wait, is opened. */
        close() {
            const conversation = open();
            if (!conversation || !this.canClose() || desk.closings.has(conversation.id)) return;
            desk.closings.add(conversation);
            const next = [...desk.lists.mine.keys(), ...desk.lists.waiting.keys()].find((id) => !desk.closings.has(id)) ?? null;
            desk.go('chats', next);
            if (next && desk.lists.mine.has(next)) focus.toBox();
            else focus.toList();
        },

        /** Whether one may pass on or take from whoever has it. */
        canPass() {
            const conversation = open();
            if (!conversation) return false;
            return desk.open?.isMine || (desk.session.isLead && ['claimed', 'queued'].includes(conversation.phase));
        },

        canClose() {
            const conversation = open();
            return Boolean(conversation && (desk.open?.isMine || (desk.session.isLead && conversation.phase !== 'closed')));
        },

        canTakeOver() {
            return desk.session.isLead && open()?.phase === 'claimed' && !desk.open?.isMine;
        },

        async takeOver() {
            const conversation = open();
            if (conversation && await desk.act('transfer', conversation.id, { agent_id: desk.session.me?.id })) focus.toBox();
        },

        transfer() {
            const conversation = open();
            if (conversation && this.canPass()) chooseColleague(desk, conversation);
        },

        /** @returns {import('./desk-menu.js').Deed[]} */
        more() {
            const canPass = this.canPass() && open()?.phase === 'claimed';
            return [
                ...(canPass ? [
                    { label: say.release, icon: /** @type {const} */ ('refresh'), do: () => void letGo('release') },
                    { label: say.handBack, icon: /** @type {const} */ ('bot'), do: () => void letGo('hand-back') },
                ] : []),
                { label: say.transcript, icon: 'download', do: () => void desk.attempt(download) },
                { label: say.copyLink, icon: 'file', do: () => void desk.attempt(copyLink) },
            ];
        },
    };

    async function download() {
        const conversation = open();
        if (!conversation) return;
        const name = `chat-${conversation.created_at.slice(0, 10)}-${conversation.id.slice(-4)}.txt`;
        await saveFile(desk.session, `/conversations/${conversation.id}/transcript?format=text`, name);
    }

    async function copyLink() {
        await navigator.clipboard.writeText(location.href);
        desk.toasts.add(say.copied);
    }
}
