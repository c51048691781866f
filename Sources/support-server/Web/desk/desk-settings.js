/**
 * What an agent has chosen for this browser.
 *
 * @typedef {{singleKeys: boolean, sound: boolean, notifications: boolean}} Settings
 */

const key = 'support.desk.settings';

/** @type {Settings} */
const usual = { singleKeys: true, sound: true, notifications: false };

/** @returns {Settings} */
export function settings() {
    try {
        return { ...usual, ...JSON.parse(localStorage.getItem(key) ?? '{}') };
    } catch {
        return { ...usual };
    }
}

/** @param {Partial<Settings>} changes */
export function choose(changes) {
    localStorage.setItem(key, JSON.stringify({ ...settings(), ...changes }));
}
