/**
 * Plays short notes, one after the other.
 *
 * @param {AudioContext} audio
 * @param {number[]} pitches hertz
 * @param {number} loudness 0 to 1
 * @returns {OscillatorNode | undefined} the last one
 */
export function playTones(audio, pitches, loudness) {
    return pitches.map((pitch, index) => {
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        const from = audio.currentTime + index * 0.13;
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(0.0001, from);
        volume.gain.exponentialRampToValueAtTime(loudness, from + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.3);
        tone.connect(volume).connect(audio.destination);
        tone.start(from);
        tone.stop(from + 0.32);
        return tone;
    }).at(-1);
}
