/** Times and ages, as the desk writes them. */

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/**
 * A time of day: `14:02`.
 *
 * @param {string} moment
 */
export function timeOfDay(moment) {
    return clock.format(new Date(moment));
}

/**
 * How long something has lasted: `0:18`, `6:12`, `2 h 5 min`.
 *
 * @param {number} milliseconds
 */
export function age(milliseconds) {
    const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
