/**
 * Finding conversations: by words of messages, by names and addresses, and by what they are.
 *
 * @typedef {import('./desk-routes.js').View} View
 * @typedef {object} Found
 * @property {Wire.AgentConversation[]} people whose customer is called so
 * @property {Wire.SearchHit[]} hits
 * @property {Wire.AgentConversation[]} chats that the filters leave, where no words were given
 * @property {Wanted} wanted what the filters leave, for the following page
 * @property {string | null} next where the following page begins
 */

export const filterNames = /** @type {const} */ (['status', 'whose', 'lang', 'reason', 'unread']);
/** @typedef {typeof filterNames[number]} FilterName */
/** @typedef {Record<FilterName, string> & {q: string}} Search */
/** @typedef {Search & {me: string}} Wanted `me` is the id of who searches */

const hitsAtMost = 50;
const pageSize = 200;
/** So many rows are worth a look before one asks for more; the server does not know every filter, so pages may be thin. */
const rowsAtLeast = 40;
const pagesAtMost = 10;

/**
 * What the address asks for.
 *
 * @param {URLSearchParams} query
 * @returns {Search}
 */
export function searchOf(query) {
    const value = (/** @type {string} */ name) => query.get(name) ?? '';
    return { q: value('q'), status: value('status'), whose: value('whose'), lang: value('lang'), reason: value('reason'), unread: value('unread') };
}

/**
 * The address for it.
 *
 * @param {Search} search
 */
export function queryOf(search) {
    return new URLSearchParams(Object.entries(search).filter(([, value]) => value !== ''));
}

/** @param {Search} search */
export function isAsked(search) {
    return Object.values(search).some((value) => value !== '');
}

/**
 * @param {import('../shared/api.js').Request} request
 * @param {Search} search
 * @param {View} view
 * @param {string} me
 * @returns {Promise<Found>}
 */
export async function find(request, search, view, me) {
    const wanted = { ...search, me, status: search.status || { assistant: 'automated', closed: 'closed', chats: '', overview: '', team: '' }[view] };
    const words = search.q.trim();
    if (words === '') return { people: [], hits: [], wanted, ...await findMore(request, wanted, null) };
    const [told, named] = await Promise.all([
        request('GET', `/search?q=${encodeURIComponent(words)}&limit=${hitsAtMost}`),
        request('GET', `/conversations?${parameters(wanted)}&q=${encodeURIComponent(words)}`),
    ]);
    return {
        people: named.items.filter((/** @type {Wire.AgentConversation} */ one) => isCalled(one, words) && passes(one, wanted)),
        hits: told.items.filter((/** @type {Wire.SearchHit} */ hit) => passes(hit.conversation, wanted)),
        chats: [],
        wanted,
        next: null,
    };
}

/**
 * The following conversations that pass the filters.
 *
 * @param {import('../shared/api.js').Request} request
 * @param {Wanted} wanted
 * @param {string | null} after
 * @returns {Promise<{chats: Wire.AgentConversation[], next: string | null}>}
 */
export async function findMore(request, wanted, after) {
    /** @type {Wire.AgentConversation[]} */
    const chats = [];
    let next = after;
    for (let page = 0; page < pagesAtMost && chats.length < rowsAtLeast; page += 1) {
        const answer = await request('GET', `/conversations?${parameters(wanted)}${next ? `&after=${encodeURIComponent(next)}` : ''}`);
        chats.push(...answer.items.filter((/** @type {Wire.AgentConversation} */ one) => passes(one, wanted)));
        next = answer.next_after;
        if (!next) break;
    }
    return { chats, next };
}

/** @param {Search} search */
function parameters({ status, whose }) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (status) query.set('status', status === 'queued' || status === 'claimed' ? 'agent' : status);
    if (whose) query.set('assigned', whose);
    else if (status === 'queued') query.set('assigned', 'none');
    return query;
}

/**
 * @param {Wire.AgentConversation} one
 * @param {Wanted} wanted
 */
function passes(one, { status, whose, lang, reason, unread, me }) {
    return (!status || one.phase === status)
        && (!whose || (whose === 'none' ? !one.agent : one.agent?.id === (whose === 'me' ? me : whose)))
        && (!lang || one.customer.locale?.split('-')[0] === lang)
        && (!reason || one.escalation?.reason === reason)
        && (!unread || one.unread_count > 0);
}

/**
 * @param {Wire.AgentConversation} one
 * @param {string} words
 */
function isCalled({ customer }, words) {
    const names = folded(`${customer.name ?? ''} ${customer.email ?? ''}`);
    return folded(words).split(/\s+/).every((word) => names.includes(word));
}

/**
 * Letters without case and marks, so that `zoe` finds Zoë.
 *
 * @param {string} text
 */
export function folded(text) {
    return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
