/**
 * The desk's counts over a span, fetched when somebody looks at them.
 *
 * @typedef {'today' | 'week' | 'month'} SpanName
 * @typedef {{started: number, escalated: number, from: Date, label: string, name: string}} Bar
 */
import { overview as say } from './overview-words.js';

/** Milliseconds. */
const freshFor = 60_000;
const daysOf = { today: 1, week: 7, month: 30 };
/** The hours that the chart of a day shows in any case. */
const usualHours = { from: 8, to: 18 };

/**
 * Whole days of this browser's calendar up to the end of today.
 *
 * @param {SpanName} name
 */
function spanOf(name, now = new Date()) {
    const midnight = (/** @type {number} */ day) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + day);
    return { from: midnight(1 - daysOf[name]), to: midnight(1), by: name === 'today' ? 'hour' : 'day' };
}

export class Figures {
    /** @type {Map<SpanName, {stats: Wire.Stats, at: number}>} */
    #kept = new Map();
    /** @type {Set<SpanName>} */
    #asked = new Set();
    /** @type {string | null} Why the last ones could not be had. */
    trouble = null;

    /**
     * @param {import('../shared/api.js').Request} request
     * @param {() => void} onChange
     */
    constructor(request, onChange) {
        this.request = request;
        this.onChange = onChange;
    }

    /**
     * What is known; what is not, or not any more, is fetched, and told by `onChange`.
     *
     * @param {SpanName} name
     * @returns {Wire.Stats | null}
     */
    of(name) {
        const kept = this.#kept.get(name);
        if (!this.trouble && (!kept || Date.now() - kept.at > freshFor)) this.fetch(name);
        return kept?.stats ?? null;
    }

    /** @param {SpanName} name */
    async fetch(name) {
        if (this.#asked.has(name)) return;
        this.#asked.add(name);
        const { from, to, by } = spanOf(name);
        try {
            const stats = await this.request('GET', `/stats?from=${from.toISOString()}&to=${to.toISOString()}&by=${by}`);
            this.#kept.set(name, { stats, at: Date.now() });
            this.trouble = null;
        } catch (error) {
            this.trouble = error instanceof Error ? error.message : String(error);
        } finally {
            this.#asked.delete(name);
            this.onChange();
        }
    }
}

/**
 * The bars of a chart: the hours of a working day and those around it in which something happened, or each day.
 *
 * @param {Wire.Stats} stats
 * @param {SpanName} name
 * @returns {Bar[]} empty where the server does not count them
 */
export function barsOf(stats, name) {
    const buckets = stats.buckets ?? [];
    if (name === 'today') {
        const hours = buckets.map((bucket) => ({ bucket, from: new Date(bucket.from) }));
        const busy = hours.filter(({ bucket }) => bucket.started > 0).map(({ from }) => from.getHours());
        const first = Math.min(usualHours.from, ...busy);
        const last = Math.max(usualHours.to - 1, ...busy);
        return hours.filter(({ from }) => from.getHours() >= first && from.getHours() <= last)
            .map(({ bucket, from }) => ({ ...bucket, from, label: String(from.getHours()), name: say.hour(from) }));
    }
    /** @type {Map<string, Bar>} */
    const days = new Map();
    for (const [index, bucket] of buckets.entries()) {
        // A bucket has 24 hours, a day of summer time's end has 25: the middle says whose day it is.
        const start = Date.parse(bucket.from);
        const end = Date.parse(buckets[index + 1]?.from ?? stats.to);
        const day = new Date((start + end) / 2);
        const known = days.get(day.toDateString());
        days.set(day.toDateString(), {
            from: day, label: name === 'week' ? say.weekday(day) : say.dayOfMonth(day), name: say.day(day),
            started: bucket.started + (known?.started ?? 0), escalated: bucket.escalated + (known?.escalated ?? 0),
        });
    }
    return [...days.values()];
}

/** @param {Wire.Stats} stats */
export function settledShare(stats) {
    if (stats.settled_by_bot === undefined || stats.started === 0) return null;
    return stats.settled_by_bot / stats.started;
}

/** @param {number[]} ratings how many of 1, 2, 3, 4 and 5 */
export function goodShare(ratings) {
    const count = ratings.reduce((sum, one) => sum + one, 0);
    return { count, share: count > 0 ? ((ratings[3] ?? 0) + (ratings[4] ?? 0)) / count : null };
}
