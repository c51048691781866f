/**
 * The numbered events of one conversation, each applied once, in order, none left out.
 */

const retryDelay = 2_000;

export class Feed {
    /** @type {Wire.Frame[]} Frames that came while something before them was missing. */
    #early = [];
    /** @type {Promise<void> | null} */
    #fetching = null;
    #isEnded = false;

    /**
     * @param {number} seq the number of the last event already held
     * @param {(after: number) => Promise<{events: Wire.Frame[], last_seq: number}>} fetchEvents
     * @param {(frame: Wire.Frame) => void} apply
     */
    constructor(seq, fetchEvents, apply) {
        this.seq = seq;
        this.fetchEvents = fetchEvents;
        this.apply = apply;
    }

    /**
     * Takes a frame from the socket. One seen before is dropped; before one that leaves a gap, what is missing is fetched.
     *
     * @param {Wire.Frame} frame
     */
    take(frame) {
        if (this.#accept(frame)) return;
        this.#early.push(frame);
        this.catchUp().catch(() => setTimeout(() => this.#early.length > 0 && this.#retry(), retryDelay));
    }

    /** Fetches all that is missing. */
    catchUp() {
        this.#fetching ??= this.#fetch().finally(() => {
            this.#fetching = null;
        });
        return this.#fetching;
    }

    end() {
        this.#isEnded = true;
        this.#early = [];
    }

    #retry() {
        const frame = this.#early.shift();
        if (frame) this.take(frame);
    }

    async #fetch() {
        for (;;) {
            const page = await this.fetchEvents(this.seq);
            const before = this.seq;
            for (const event of page.events) this.#accept(event, true);
            // Events of both sides share the numbers, so the last one need not be one that this side may see.
            if (page.events.length === 0 || this.seq === before || this.seq >= page.last_seq) break;
        }
        const early = this.#early.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
        this.#early = [];
        for (const frame of early) if (!this.#accept(frame)) this.#early.push(frame);
        if (this.#early.length > 0) throw new Error('Events are still missing.');
    }

    /**
     * @param {Wire.Frame} frame
     * @param {boolean} [isComplete] whether nothing can be missing before it
     * @returns {boolean} false when something before it is missing
     */
    #accept(frame, isComplete = false) {
        const seq = frame.seq ?? 0;
        if (this.#isEnded || seq <= this.seq) return true;
        if (!isComplete && (frame.previous_seq ?? seq - 1) > this.seq) return false;
        this.seq = seq;
        this.apply(frame);
        return true;
    }
}
