/**
 * The HTTP side of the contract.
 *
 * @typedef {{id: string, display_name: string}} AgentName
 * @typedef {{slug: string, question: string}} QuickQuestion
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {number} seq
 * @property {string} conversation_id
 * @property {'customer' | 'bot' | 'agent' | 'system'} sender_type
 * @property {string | null} sender_agent_id
 * @property {string | null} sender_name
 * @property {string} kind
 * @property {string} content
 * @property {import('./rich.js').RichNode[] | null} rich
 * @property {{faq_slug?: string | null, quick_replies?: QuickQuestion[], show_talk_to_agent?: boolean, internal?: boolean} | null} metadata
 * @property {string | null} client_message_id
 * @property {string} created_at
 *
 * @typedef {object} Conversation as a customer sees it
 * @property {string} id
 * @property {string} [customer_session_id]
 * @property {'automated' | 'agent' | 'closed'} status
 * @property {'automated' | 'queued' | 'claimed' | 'closed'} phase
 * @property {AgentName | null} agent
 * @property {number | null} queue_position
 * @property {number | null} expected_wait_seconds
 * @property {number} unread_count
 * @property {number} last_seq
 *
 * @typedef {object} AgentConversation a conversation as agents see it
 * @property {string} id
 * @property {{id: string, name: string | null, email: string | null, locale: string | null, online: boolean, page: string | null}} customer
 * @property {'automated' | 'queued' | 'claimed' | 'closed'} phase
 * @property {AgentName | null} agent
 * @property {{reason: string, entry_reason: string | null, remark: string | null, at: string, message_seq: number | null, tried: string[]} | null} escalation
 * @property {number | null} queue_position
 * @property {number | null} wait_seconds
 * @property {number} unread_count
 * @property {{seq: number, sender_type: string, content: string, created_at: string} | null} last_message
 * @property {number} last_seq
 * @property {number | null} rating
 * @property {string} updated_at
 *
 * @typedef {object} Agent
 * @property {string} id
 * @property {string} display_name
 * @property {'online' | 'away' | 'offline'} presence
 * @property {number} max_active_chats
 *
 * @typedef {object} Frame an event, over the socket or from `…/events`
 * @property {string} event
 * @property {any} payload
 * @property {number} [seq]
 * @property {number} [previous_seq]
 */

/** The server understood and refused, or could not. */
export class Problem extends Error {
    /**
     * @param {number} status
     * @param {{code?: string, detail?: string, title?: string}} body
     * @param {number | null} retryAfter seconds
     */
    constructor(status, body, retryAfter) {
        super(body.detail || body.title || `The server answered with ${status}.`);
        this.name = 'Problem';
        this.status = status;
        this.code = body.code ?? '';
        this.retryAfter = retryAfter;
    }

    /** Whether the same request may succeed later. */
    get isPassing() {
        return this.status === 429 || this.status >= 500;
    }
}

/** No answer came: no network, no server, or not in time. */
export class Unreachable extends Error {
    constructor() {
        super('We can’t be reached right now.');
        this.name = 'Unreachable';
    }
}

const patience = 15_000;

/**
 * @typedef {(method: string, path: string, body?: unknown) => Promise<any>} Request
 * Answers what the server answered; null where it answers nothing. Throws {@link Problem} or {@link Unreachable}.
 */

/**
 * @param {string} base `/api/v1/customer`
 * @param {() => Record<string, string>} credentials headers, asked for at every request
 * @returns {Request}
 */
export function makeRequest(base, credentials) {
    return async (method, path, body) => {
        const headers = new Headers(credentials());
        headers.set('Accept', 'application/json');
        if (body !== undefined) headers.set('Content-Type', 'application/json');
        const patient = new AbortController();
        const timer = setTimeout(() => patient.abort(), patience);
        let response;
        let text;
        try {
            response = await fetch(base + path, {
                method,
                headers,
                body: body === undefined ? null : JSON.stringify(body),
                cache: 'no-store',
                signal: patient.signal,
            });
            text = await response.text();
        } catch {
            throw new Unreachable();
        } finally {
            clearTimeout(timer);
        }
        const answer = parsed(text);
        if (response.ok) return answer;
        const retryAfter = Number(response.headers.get('Retry-After'));
        throw new Problem(response.status, answer ?? {}, Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null);
    };
}

/**
 * Every message of a conversation, page by page.
 *
 * @param {Request} request
 * @param {string} id
 * @returns {Promise<{conversation: any, messages: Message[]}>}
 */
export async function allMessages(request, id) {
    /** @type {Message[]} */
    const messages = [];
    let after = 0;
    for (;;) {
        const page = await request('GET', `/conversations/${id}/messages?after=${after}`);
        messages.push(...page.messages);
        if (!page.next_after || page.next_after <= after) return { conversation: page.conversation, messages };
        after = page.next_after;
    }
}

/**
 * @param {string} text
 * @returns {any}
 */
function parsed(text) {
    if (text === '') return null;
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

/**
 * A name for something this client makes. `crypto.randomUUID` is missing on pages without TLS.
 *
 * @returns {string}
 */
export function newID() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
