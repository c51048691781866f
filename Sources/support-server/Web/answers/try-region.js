/** Trying a customer's sentence on the drafts: the verdict, the answer, and why, best first. */
import { h, showRows } from '../shared/dom.js';
import { Problem } from '../shared/api.js';
import { richNodes } from '../shared/rich.js';
import { icon } from '../desk/desk-icons.js';
import { fileAddress } from './entry-list.js';
import { titleOf } from './entry-text.js';
import { say } from './answers-words.js';

/** Milliseconds. */
const tryDelay = 600;
const mostShown = 5;
/** A guess below it says nothing. */
const leastShown = 0.005;

/**
 * @param {import('./workshop.js').Workshop} shop
 */
export function tryRegion(shop) {
    let asked = '';
    let isBroken = false;
    /** @type {Wire.Trial | null} */
    let trial = null;
    /** @type {Wire.Trial | null} */
    let live = null;
    let refusal = '';
    let edition = 0;
    let turn = 0;
    let timer = 0;
    const input = /** @type {HTMLInputElement} */ (h('input', { 'aria-label': say.ask, placeholder: say.askHint, maxLength: 1000, enterkeyhint: 'go' }));
    const form = h('form', {
        class: 'ask',
        onsubmit: (/** @type {Event} */ event) => {
            event.preventDefault();
            ask(input.value);
        },
    }, input, h('button', { class: 'ib', 'aria-label': say.askButton }, icon('send')));
    const about = h('span');
    const result = h('div', { role: 'status' });
    const element = h('section', { class: 'trial' }, h('h1', null, say.tryIt, about), form, result);

    /** @param {string} text */
    async function ask(text) {
        asked = text.trim();
        input.value = text;
        clearTimeout(timer);
        const mine = (turn += 1);
        edition = shop.edition;
        if (asked === '') trial = null;
        // A folder with an error has nothing to try.
        isBroken = shop.check.count('error') > 0;
        const files = isBroken ? [] : shop.drafts.files;
        refusal = '';
        try {
            if (asked !== '') {
                const found = await answerTo(asked, files);
                if (mine !== turn) return;
                trial = found;
                if (live) live = await answerTo(asked, []);
            }
        } catch (error) {
            if (mine !== turn) return;
            trial = null;
            refusal = error instanceof Error ? error.message : String(error);
        }
        draw();
    }

    /**
     * @param {string} text
     * @param {{path: string, text: string | null}[]} files
     * @returns {Promise<Wire.Trial>}
     */
    async function answerTo(text, files) {
        try {
            return await shop.request('POST', '/faq/try', { text, ...(files.length > 0 ? { files } : {}) });
        } catch (error) {
            if (files.length === 0 || !(error instanceof Problem) || error.code !== 'faq_invalid') throw error;
            isBroken = true;
            return await answerTo(text, []);
        }
    }

    async function compare() {
        live = live ? null : await answerTo(asked, []).catch(() => null);
        draw();
    }

    function draw() {
        about.textContent = shop.drafts.size > 0 && !isBroken ? say.withDraft : say.asPublished;
        // Once it is checked, as an error would only be refused.
        if (asked !== '' && edition !== shop.edition && !shop.check.isRunning) {
            edition = shop.edition;
            clearTimeout(timer);
            timer = setTimeout(() => (shop.check.isRunning ? (edition = -1) : ask(input.value)), tryDelay);
        }
        showRows(result, rows());
    }

    /** @returns {import('../shared/dom.js').Row[]} */
    function rows() {
        if (refusal !== '') return [{ key: 'refusal', state: refusal, make: () => h('p', { class: 'refusal' }, icon('alert', 's'), h('span', null, refusal)) }];
        const shown = trial;
        if (!shown) return [{ key: 'empty', state: null, make: () => h('p', { class: 'none' }, say.tryEmpty) }];
        const now = live;
        return [
            ...(isBroken ? [{ key: 'broken', state: null, make: () => h('p', { class: 'none' }, say.draftBroken) }] : []),
            { key: 'verdict', state: shown, make: () => verdict(shown) },
            { key: 'rank', state: [shown], make: () => ranking(shown, shop) },
            {
                key: 'bar', state: [shown.ranker, now !== null],
                make: () => h('div', { class: 'bar-note' }, h('span', null, barWords(shown)),
                    h('button', { type: 'button', class: 'lk', 'aria-expanded': String(now !== null), onclick: compare }, now ? say.hideLive : say.compareLive)),
            },
            ...(now ? [{
                key: 'live', state: now,
                make: () => h('section', { class: 'live' }, h('h3', null, say.live),
                    JSON.stringify([now.outcome, now.answer]) === JSON.stringify([shown.outcome, shown.answer]) ? h('p', { class: 'none' }, say.sameLive) : verdict(now)),
            }] : []),
        ];
    }

    return { element, draw, ask, input };
}

/** @param {number} score */
export function scoreWords(score) {
    return score.toFixed(2);
}

/** @param {Wire.Trial} trial */
function barWords({ ranker }) {
    return ranker.answers ? say.barAnswers(scoreWords(ranker.answer_above)) : say.barSuggests(scoreWords(ranker.suggest_above));
}

/** @param {Wire.Trial} trial */
function verdict(trial) {
    const { finding, outcome, answer, fallback } = trial;
    const said = answer ?? fallback;
    const isGood = outcome === 'answers' || outcome === 'answers_then_person';
    return h('div', { class: isGood ? 'verdict' : 'verdict unsure' },
        h('p', { class: 'v' }, icon(isGood ? 'check' : outcome === 'suggests' || outcome === 'misses' ? 'alert' : 'person'),
            h('span', null, headline(trial), h('small', null, reason(trial)))),
        said && h('div', { class: 'a b' }, said.rich ? richNodes(said.rich) : h('p', null, said.text)),
        said && said.quick_replies.length > 0 && h('ul', { class: 'chips' }, said.quick_replies.map((slug) => h('li', { class: 'pill' }, titleOf(slug)))),
        finding.gave_up.length > 0 && h('p', { class: 'a' }, say.gaveUp));
}

/** @param {Wire.Trial} trial */
function headline({ finding, outcome, fallback }) {
    const winner = titleOf(finding.winner ?? '');
    const other = finding.candidates.find((one) => one.outcome === 'answers the other question');
    switch (outcome) {
        case 'answers': return other ? say.wouldAnswerBoth(winner, titleOf(other.slug)) : say.wouldAnswer(winner);
        case 'answers_then_person': return say.wouldPass(winner);
        case 'asks_for_person': return say.wantsPerson;
        case 'suggests': return say.wouldAskBack(fallback?.quick_replies.length ?? 0);
        case 'passes_on': return say.passesOn;
        default: return say.wouldMiss;
    }
}

/** @param {Wire.Trial} trial */
function reason({ finding, outcome, ranker }) {
    if (outcome === 'asks_for_person') return say.wantsPersonMore;
    const winner = finding.candidates.find((one) => one.outcome === 'won' || one.slug === finding.winner);
    if (!winner || finding.winner === null) return outcome === 'suggests' ? say.nothingFits : say.nothingNear;
    if (winner.layer === 'exact') return say.exactly;
    if (winner.rule !== null) return say.byRule(winner.rule, winner.characters);
    const score = winner.confidence ?? 0;
    const next = Math.max(0, ...finding.candidates.filter((one) => one.slug !== winner.slug).map((one) => one.confidence ?? 0));
    return `${say.above(scoreWords(score), scoreWords(ranker.answer_above))} ${say.ahead(scoreWords(score - next))}`;
}

/**
 * One row for each entry, with all that speaks for it.
 *
 * @param {Wire.Trial} trial
 * @param {import('./workshop.js').Workshop} shop
 */
function ranking({ finding, ranker }, shop) {
    /** @type {Map<string, Wire.Candidate[]>} */
    const entries = new Map();
    const telling = finding.candidates.filter(({ layer, confidence }) => layer !== 'ranker' || (confidence ?? 0) >= leastShown);
    for (const candidate of telling) entries.set(candidate.slug, [...(entries.get(candidate.slug) ?? []), candidate]);
    const bar = ranker.answers ? ranker.answer_above : ranker.suggest_above;
    const letters = [...finding.normalised];
    return h('ol', { class: 'rank', 'aria-label': say.matches }, [...entries].slice(0, mostShown).map(([slug, candidates]) => {
        const score = candidates.find(({ confidence }) => confidence !== null)?.confidence ?? null;
        return h('li', null,
            h('div', { class: 'rk' }, h('a', { href: `${fileAddress(candidates[0]?.file ?? '')}?line=${candidates[0]?.line}` }, titleOf(slug)),
                score !== null && meter(score, bar), score !== null && h('span', { class: 'num' }, scoreWords(score))),
            candidates.filter(({ layer }) => layer !== 'ranker').map((one) => why(one, letters)),
            candidates.every(({ layer }) => layer === 'ranker') && candidates[0] && nearest(candidates[0], finding.normalised, shop));
    }));
}

/**
 * @param {number} score
 * @param {number} bar
 */
function meter(score, bar) {
    const mark = h('i');
    mark.style.insetInlineStart = `${bar * 100}%`;
    return h('span', { class: 'tw' }, h('progress', { class: score >= bar ? '' : 'lo', value: score, max: 1, 'aria-label': scoreWords(score) }), mark);
}

/**
 * What a line or a rule found in the message.
 *
 * @param {Wire.Candidate} candidate
 * @param {string[]} letters
 */
function why({ layer, rule, span: [from, to], file, line, outcome }, letters) {
    return h('p', { class: 'why' }, letters.slice(0, from).join(''), h('mark', null, letters.slice(from, to).join('')), letters.slice(to).join(''),
        h('span', null, `${say.layer(layer, rule)}, `, h('a', { href: `${fileAddress(file)}?line=${line}` }, `${file.split('/').at(-1)}:${line}`),
            outcome === 'won' ? '' : `: ${outcome}`));
}

/**
 * The question that a guess is near to, with the words that the message shares with it.
 *
 * @param {Wire.Candidate} candidate
 * @param {string} message
 * @param {import('./workshop.js').Workshop} shop
 */
function nearest({ file }, message, shop) {
    const question = shop.entries.find((entry) => entry.file === file)?.question;
    if (!question) return null;
    const words = new Set(message.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3));
    return h('p', { class: 'why' }, say.near, ' “', question.split(/([^\p{L}\p{N}]+)/u).map((word) => (words.has(word.toLowerCase()) ? h('mark', null, word) : word)), '”');
}
