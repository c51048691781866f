/** The words and the clock of the language that the chat speaks. */

/** @type {typeof import('./words-en.js').words} */
export const say = /** @type {any} */ ({});

let language = 'en';

/**
 * @param {typeof say} words
 * @param {string} lang
 */
export function speak(words, lang) {
    Object.assign(say, words);
    language = lang;
}

/** @param {string} moment */
export function clock(moment) {
    return written({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, moment);
}

/**
 * A day as people name it: today, yesterday, Friday 20 November.
 *
 * @param {string} moment
 */
export function day(moment) {
    const midnight = new Date().setHours(0, 0, 0, 0);
    const days = Math.round((midnight - new Date(moment).setHours(0, 0, 0, 0)) / 86_400_000);
    return [say.today, say.yesterday][days] ?? written({ weekday: 'long', day: 'numeric', month: 'long' }, moment);
}

/**
 * When something is that lies ahead: `14:00` today, `Monday 9:00` in the next days, then with the date.
 *
 * @param {string} moment
 */
export function ahead(moment) {
    const days = (new Date(moment).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000;
    if (days < 1) return clock(moment);
    const name = written(days < 6.5 ? { weekday: 'long' } : { weekday: 'long', day: 'numeric', month: 'long' }, moment);
    return `${name} ${clock(moment)}`;
}

/**
 * @param {Intl.DateTimeFormatOptions} form
 * @param {string} moment
 */
function written(form, moment) {
    return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, form).format(new Date(moment));
}
