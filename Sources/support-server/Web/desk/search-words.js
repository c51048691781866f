/** The words of the search and its filters. */

/** @type {Record<string, string>} */
const statuses = { automated: 'with the assistant', queued: 'waiting', claimed: 'with a person', closed: 'closed' };

export const search = {
    label: { chats: 'Search chats', assistant: 'Search chats with the assistant', closed: 'Search closed chats' },
    placeholder: 'Search name, text, order',
    filter: 'Filter',
    filters: { status: 'Status', whose: 'Whose', lang: 'Language', reason: 'Reason', unread: 'Unread' },
    any: 'Any',
    statuses,
    whose: { me: 'mine', none: 'nobody’s' },
    /** @type {Record<string, string>} */
    reasons: { asked: 'asked for a person', missed: 'assistant had no answer', entry: 'an answer calls a person', stepped_in: 'an agent stepped in', bot_failed: 'assistant failed' },
    unreadOnly: 'Only with unread messages',
    reset: 'Reset',
    done: 'Done',
    chip: (/** @type {string} */ filter, /** @type {string} */ value) => `${filter}: ${value}`,
    remove: (/** @type {string} */ filter) => `Remove the filter ${filter}`,
    people: 'Names and addresses',
    messages: 'In messages',
    chats: 'Chats',
    assistant: 'Assistant: ',
    by: (/** @type {string} */ name) => `${name}: `,
    nothing: 'Nothing found.',
    nothingHint: 'Try fewer words or fewer filters.',
    searching: 'Searching…',
    more: 'Show more',
    found: (/** @type {number} */ count) => (count === 1 ? '1 found' : `${count} found`),
};
