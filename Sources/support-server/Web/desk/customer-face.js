/** A customer in a word and in a picture. */
import { h, initials } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { words as say } from './desk-words.js';

/**
 * What agents call a customer.
 *
 * @param {{customer: Wire.Customer}} conversation
 */
export function nameOf({ customer }) {
    return customer.name || say.guest(customer.id);
}

/**
 * A customer's letters, in a colour of their own, with a dot that tells whether they are here.
 *
 * @param {Wire.AgentConversation} conversation
 * @param {string} [size]
 */
export function face({ customer }, size = '') {
    const tone = ['', ' b', ' c', ' d'][parseInt(customer.id.slice(-1), 16) % 4];
    return h('span', { class: `mark person face ${size}${customer.name ? tone : ' guest'}`, 'aria-hidden': 'true' },
        customer.name ? initials(customer.name) : icon('person', 'xs'),
        h('i', { class: customer.online ? 'dot ok' : 'dot' }));
}

/**
 * The page a customer is or was on, in a word.
 *
 * @param {string} address
 */
export function pageName(address) {
    try {
        const { pathname, hash } = new URL(address);
        return decodeURIComponent(pathname === '/' && !hash ? address.replace(/^https?:\/\//, '').replace(/\/$/, '') : pathname + hash);
    } catch {
        return address;
    }
}

/** @type {Map<string, string>} */
const languages = new Map();

/**
 * A language in English: `German`.
 *
 * @param {string} locale
 */
export function languageOf(locale) {
    let name = languages.get(locale);
    if (name === undefined) {
        try {
            name = new Intl.DisplayNames('en-GB', { type: 'language' }).of(locale) ?? locale;
        } catch {
            name = locale;
        }
        languages.set(locale, name);
    }
    return name;
}
