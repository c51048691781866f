/** Two notes for a new message. */
import { kept } from '../shared/keep.js';
import { playTones } from '../shared/tones.js';

export function chime() {
    // Before anybody has touched the page, a browser would refuse, and complain in its console.
    if (kept('support.sound') === 'off' || /** @type {any} */ (navigator).userActivation?.hasBeenActive === false) return;
    const audio = new AudioContext();
    const last = playTones(audio, [660, 880], 0.08);
    if (last) last.onended = () => audio.close();
}
