/**
 * The conversations of the desk: mine, who waits, those with the assistant, and the closed ones.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {Map<string, Wire.AgentConversation>} List
 * @typedef {{items: Wire.AgentConversation[], next_after: string | null}} Page
 */
const pageSize = 200;
/** Milliseconds between two looks at what the assistant has. */
const assistantEvery = 10_000;

export class Lists {
    /** @type {List} */
    mine = new Map();
    /** @type {List} In the order of the queue. */
    waiting = new Map();
    /** @type {Map<string, number>} Since when they wait, by this browser's clock. */
    waitingSince = new Map();
    /** @type {List} The newest first, as far as they were asked for. */
    assistant = new Map();
    /** @type {List} The newest first, as far as they were asked for. */
    closed = new Map();

    /** @type {{assistant: string | null | undefined, closed: string | null | undefined}} Undefined before the first page. */
    #next = { assistant: undefined, closed: undefined };
    #isFetching = { assistant: false, closed: false };
    /** @type {Set<string> | null} What was told while the lists were fetched, and is newer. */
    #told = null;
    #assistantAt = 0;
    /** @type {Promise<void> | null} */
    #refreshing = null;
    /** Whether somebody asked for the lists while they were fetched, and may want what came after. */
    #isAskedAgain = false;

    /** @param {Desk} desk */
    constructor(desk) {
        this.desk = desk;
    }

    get unread() {
        return [...this.mine.values()].reduce((sum, one) => sum + one.unread_count, 0);
    }

    /** How many the assistant talks with, as far as we know; empty before we do. */
    get assistantCount() {
        if (this.#next.assistant === undefined) return '';
        return this.#next.assistant ? `${this.assistant.size}+` : String(this.assistant.size);
    }

    /** Whether this list has no more pages. */
    isWhole(/** @type {'assistant' | 'closed'} */ view) {
        return this.#next[view] === null;
    }

    /**
     * The conversation, if any list has it.
     *
     * @param {string} id
     */
    find(id) {
        return this.mine.get(id) ?? this.waiting.get(id) ?? this.assistant.get(id) ?? this.closed.get(id);
    }

    /** Fetches mine and who waits anew, page by page; what is on the page stays until the last one is there. */
    refresh() {
        this.#isAskedAgain = this.#refreshing !== null;
        this.#refreshing ??= this.#refresh().finally(() => {
            this.#refreshing = null;
            if (this.#isAskedAgain) this.desk.refreshSoon();
        });
        return this.#refreshing;
    }

    async #refresh() {
        this.#told = new Set();
        try {
            const mine = await this.#all('status=agent&assigned=me');
            const waiting = await this.#all('status=agent&assigned=none', (first) => {
                if (this.waiting.size === 0) for (const one of first) if (!this.#told?.has(one.id)) this.place(one, false);
            });
            const { waiting: before } = this;
            const told = this.#told;
            this.waiting = new Map();
            for (const id of this.mine.keys()) if (!told.has(id)) this.mine.delete(id);
            for (const one of mine) if (!told.has(one.id)) this.place(one, false);
            // As they were fetched: the places they were told count those who have left the line since.
            for (const one of waiting) {
                const newer = before.get(one.id);
                if (!told.has(one.id)) this.place(one, false);
                else if (newer) this.waiting.set(one.id, newer);
            }
            for (const [id, one] of before) if (told.has(id) && !this.waiting.has(id)) this.#insert(one);
            this.waitingSince = new Map([...this.waitingSince].filter(([id]) => this.waiting.has(id)));
        } finally {
            this.#told = null;
        }
        this.desk.changed();
    }

    /**
     * @param {string} query
     * @param {(items: Wire.AgentConversation[]) => void} [onPage]
     */
    async #all(query, onPage) {
        /** @type {Wire.AgentConversation[]} */
        const items = [];
        let after = '';
        for (;;) {
            /** @type {Page} */
            const page = await this.desk.request('GET', `/conversations?${query}&limit=${pageSize}${after}`);
            items.push(...page.items);
            onPage?.(page.items);
            this.desk.changed();
            if (!page.next_after) return items;
            after = `&after=${encodeURIComponent(page.next_after)}`;
        }
    }

    /**
     * Fetches the next page of a list that is only fetched as far as somebody looks.
     *
     * @param {'assistant' | 'closed'} view
     */
    async more(view) {
        const next = this.#next[view];
        if (next !== null) await this.#fetch(view, next);
    }

    /**
     * Begins such a list anew: nothing tells agents of what becomes of those they do not have.
     *
     * @param {'assistant' | 'closed'} view
     */
    async renew(view) {
        await this.#fetch(view, undefined);
    }

    /** Begins the assistant’s list anew when it has grown old. */
    async lookAtAssistant() {
        if (Date.now() - this.#assistantAt >= assistantEvery) await this.renew('assistant');
    }

    /**
     * @param {'assistant' | 'closed'} view
     * @param {string | undefined} next undefined for the first page, which takes the place of all
     */
    async #fetch(view, next) {
        if (this.#isFetching[view]) return;
        this.#isFetching[view] = true;
        try {
            const after = next ? `&after=${encodeURIComponent(next)}` : '';
            const status = view === 'assistant' ? 'automated' : 'closed';
            /** @type {Page} */
            const page = await this.desk.request('GET', `/conversations?status=${status}&limit=${pageSize}${after}`);
            this.#next[view] = page.next_after;
            if (!next) this[view] = new Map();
            for (const one of page.items) this[view].set(one.id, one);
            if (view === 'assistant') this.#assistantAt = Date.now();
        } finally {
            this.#isFetching[view] = false;
        }
        this.desk.changed();
    }

    /**
     * Puts a conversation into the list where it belongs now.
     *
     * @param {Wire.AgentConversation} conversation
     * @param {boolean} [isTold] whether it is news, not part of a list
     */
    place(conversation, isTold = true) {
        const { id, phase, last_seq } = conversation;
        if (isTold) this.#told?.add(id);
        // What was told before an answer may come behind it.
        if ((this.find(id)?.last_seq ?? 0) > last_seq) return;
        const isMine = phase === 'claimed' && conversation.agent?.id === this.desk.session.me?.id;
        if (isMine) this.mine.set(id, conversation);
        else this.mine.delete(id);
        if (phase === 'queued') this.#enqueue(conversation);
        else this.leaveQueue(id);
        if (phase === 'automated') {
            if (this.assistant.has(id)) this.assistant.set(id, conversation);
            else this.assistant = new Map([[id, conversation], ...this.assistant]);
        } else {
            this.assistant.delete(id);
        }
        if (phase === 'closed' && this.#next.closed !== undefined && !this.closed.has(id)) {
            this.closed = new Map([[id, conversation], ...this.closed]);
        } else if (phase === 'closed' && this.closed.has(id)) {
            this.closed.set(id, conversation);
        }
    }

    /** @param {Wire.AgentConversation} conversation */
    #enqueue(conversation) {
        this.waitingSince.set(conversation.id, Date.now() - (conversation.wait_seconds ?? 0) * 1_000);
        this.#insert(conversation);
    }

    /** @param {Wire.AgentConversation} conversation */
    #insert(conversation) {
        const { id, queue_position: place } = conversation;
        if (place === null || place > this.waiting.size) {
            this.waiting.delete(id);
            this.waiting.set(id, conversation);
            return;
        }
        const others = [...this.waiting].filter(([other]) => other !== id);
        others.splice(place - 1, 0, [id, conversation]);
        this.waiting = new Map(others);
    }

    /** @param {string} id */
    leaveQueue(id) {
        this.#told?.add(id);
        this.waiting.delete(id);
        this.waitingSince.delete(id);
    }

    /**
     * Somebody wrote: the newest words and what is unread.
     *
     * @param {Wire.Message} message
     * @param {boolean} isSeen
     */
    heard(message, isSeen) {
        const { seq, sender_type, sender_name, content, created_at } = message;
        const listed = this.find(message.conversation_id);
        // What is being fetched may be of the time before it.
        if (!listed) this.#isAskedAgain ||= this.#refreshing !== null;
        // An answer may have had it already.
        if (!listed || listed.last_seq >= seq || message.metadata?.internal) return;
        this.#told?.add(listed.id);
        listed.last_seq = seq;
        listed.last_message = { seq, sender_type, sender_name, content, created_at };
        listed.updated_at = created_at;
        if (sender_type === 'customer' && !isSeen) listed.unread_count += 1;
    }

    clear() {
        for (const list of [this.mine, this.waiting, this.waitingSince, this.assistant, this.closed]) list.clear();
        this.#next = { assistant: undefined, closed: undefined };
    }
}
