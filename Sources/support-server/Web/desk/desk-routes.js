/**
 * Where the desk is, as the address says it: `#/chats`, `#/chats/<id>`, `#/chats/<id>?at=<seq>`, `#/overview`.
 *
 * @typedef {'chats' | 'assistant' | 'closed' | 'overview' | 'team'} View
 * @typedef {{view: View, id: string | null, query: URLSearchParams}} Route
 */

/** @type {View[]} */
const views = ['chats', 'assistant', 'closed', 'overview', 'team'];

/** @returns {Route} */
export function currentRoute() {
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
    const [name, id] = (path ?? '').split('/');
    const view = views.find((one) => one === name) ?? 'chats';
    const isList = view !== 'overview' && view !== 'team';
    return { view, id: isList && id ? decodeURIComponent(id) : null, query: new URLSearchParams(query) };
}

/**
 * @param {View} view
 * @param {string | null} [id]
 * @param {URLSearchParams | null} [query]
 */
export function addressOf(view, id, query) {
    const search = query?.toString();
    return `#/${view}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`;
}
