/** Two notes for a new message. */
import { kept } from '../shared/keep.js';

export function chime() {
    // Before anybody has touched the page, a browser would refuse, and complain in its console.
    if (kept('support.sound') === 'off' || /** @type {any} */ (navigator).userActivation?.hasBeenActive === false) return;
    const audio = new AudioContext();
    [660, 880].forEach((pitch, index) => {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        const from = audio.currentTime + index * 0.12;
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.0001, from);
        volume.gain.exponentialRampToValueAtTime(0.08, from + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
        tone.connect(volume).connect(audio.destination);
        tone.start(from);
        tone.stop(from + 0.32);
        if (index) tone.onended = () => audio.close();
    });
}
