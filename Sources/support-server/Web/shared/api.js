/** The HTTP side of the contract. */

/** The server understood and refused, or could not. */
export class Problem extends Error {
    /**
     * @param {number} status
     * @param {any} body what the server said, RFC 9457
     * @param {number | null} retryAfter seconds
     */
    constructor(status, body, retryAfter) {
        super(body.detail || body.title || `The server answered with ${status}.`);
        this.name = 'Problem';
        this.status = status;
        this.body = body;
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
 * @returns {Promise<{conversation: any, messages: Wire.Message[]}>}
 */
export async function allMessages(request, id) {
    /** @type {Wire.Message[]} */
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
 * @returns {any} the text itself where it is no JSON, such as a transcript
 */
function parsed(text) {
    if (text === '') return null;
    try {
        return JSON.parse(text);
    } catch {
        return text;
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
