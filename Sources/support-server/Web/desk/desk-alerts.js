/**
 * Calls an agent who looks elsewhere: the title of the tab, a sound, and a notification where they are allowed.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { playTones } from '../shared/tones.js';
import { settings } from './desk-settings.js';
import { nameOf } from './customer-face.js';
import { words as say } from './desk-words.js';

/** Hertz: who waits sounds higher than who writes. */
const tones = { waiting: [660, 880], message: [520] };
/** Milliseconds; many at once sound like one. */
const soundAtMostEvery = 1_500;

/** @param {Desk} desk */
export function alertRegion(desk) {
    /** @type {AudioContext | null} */
    let audio = null;
    let soundedAt = 0;

    /** @param {Wire.Frame} frame */
    function hear({ event, payload, seq }) {
        if (event === 'queue.created' && desk.session.me?.presence === 'online') {
            call('waiting', say.newWaiting(nameOf(payload.conversation)));
        } else if (event === 'message.created' && seq !== undefined && payload.message.sender_type === 'customer') {
            const one = desk.lists.mine.get(payload.conversation_id);
            const isLooking = document.visibilityState === 'visible' && document.hasFocus();
            const isWatched = isLooking && desk.open?.id === payload.conversation_id;
            if (isWatched) desk.announce(payload.message.content);
            else if (one) call('message', say.newMessage(nameOf(one)));
        }
    }

    /**
     * @param {keyof typeof tones} kind
     * @param {string} words
     */
    function call(kind, words) {
        desk.announce(words);
        const { sound, notifications } = settings();
        if (sound && Date.now() - soundedAt > soundAtMostEvery) {
            soundedAt = Date.now();
            play(tones[kind]);
        }
        const isAllowed = typeof Notification !== 'undefined' && Notification.permission === 'granted';
        if (notifications && isAllowed && document.visibilityState === 'hidden') {
            new Notification(words, { tag: kind });
        }
    }

    /** @param {number[]} pitches */
    function play(pitches) {
        if (!audio) return;
        // A page may make no sound before somebody has touched it.
        if (audio.state === 'suspended') audio.resume().catch(() => {});
        playTones(audio, pitches, 0.12);
    }

    // Made while nothing else is to do: it takes a while.
    setTimeout(() => audio = new AudioContext(), 3_000);
    desk.listeners.add(hear);
    return {
        draw() {
            const count = desk.lists.unread + desk.lists.waiting.size;
            const name = desk.open?.conversation ? nameOf(desk.open.conversation) : '';
            const title = name ? `${name} — ${say.title}` : say.views[desk.route.view];
            document.title = count > 0 ? `(${count}) ${title}` : title;
        },
    };
}
