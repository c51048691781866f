/** Drawings of counts. Each says in a sentence what it shows, and can be read as a table instead. */
import { h } from '../shared/dom.js';
import { overview as say } from './overview-words.js';

const svgSpace = 'http://www.w3.org/2000/svg';
/** Pixels: of the tallest bar, of the room above it for its number, and below it for the labels. */
const tallest = 92;
const above = 18;
const below = 22;
/** So many labels have room beside each other on a phone. */
const labelsAtMost = 12;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node | string} children
 */
function svg(tag, attributes, ...children) {
    const element = document.createElementNS(svgSpace, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
}

/**
 * Bars of two parts: what the assistant settled alone stands on what people were asked for.
 *
 * @param {import('./figures.js').Bar[]} bars
 * @param {string} title
 */
export function stackedBars(bars, title) {
    const most = Math.max(1, ...bars.map((bar) => bar.started));
    const step = bars.length <= labelsAtMost ? 1 : Math.ceil(bars.length / 8);
    const height = above + tallest + below;
    const floor = above + tallest;
    const room = 100 / Math.max(1, bars.length);
    const peak = bars.reduce((best, bar) => (bar.started > (best?.started ?? 0) ? bar : best), /** @type {typeof bars[0] | null} */ (null));
    const drawing = svg('svg', { class: 'bars', width: '100%', height, role: 'img', 'aria-label': say.chartSummary(title, bars, peak) },
        svg('line', { class: 'floor', x1: '0', x2: '100%', y1: floor + .5, y2: floor + .5 }),
        ...bars.map((bar, index) => {
            const whole = bar.started / most * tallest;
            const people = Math.min(bar.escalated, bar.started) / most * tallest;
            const x = `${room * (index + .2)}%`;
            const width = `${room * .6}%`;
            const middle = { x: `${room * (index + .5)}%`, 'text-anchor': 'middle' };
            return svg('g', { class: 'bar' }, svg('title', {}, say.barTitle(bar)),
                svg('rect', { class: 'hit', x: `${room * index}%`, width: `${room}%`, y: 0, height }),
                svg('rect', { class: 'by-bot', x, width, y: floor - whole, height: whole, rx: Math.min(3, whole / 2) }),
                svg('rect', { class: 'by-people', x, width, y: floor - people, height: people, rx: Math.min(2, people / 2) }),
                ...(bar === peak ? [svg('text', { ...middle, y: floor - whole - 6 }, String(bar.started))] : []),
                ...(index % step === 0 ? [svg('text', { ...middle, y: height - 4 }, bar.label)] : []));
        }));
    return drawing;
}

/**
 * The same as {@link stackedBars} to read.
 *
 * @param {import('./figures.js').Bar[]} bars
 * @param {string} title
 */
export function barsTable(bars, title) {
    return h('div', { class: 'scrolls', tabIndex: 0, role: 'region', 'aria-label': title }, h('table', { class: 'figures' },
        h('caption', { class: 'vh' }, title),
        h('thead', null, h('tr', null, [say.when, say.chats, say.byAssistant, say.byPeople].map((head) => h('th', { scope: 'col' }, head)))),
        h('tbody', null, bars.map((bar) => h('tr', null, h('th', { scope: 'row' }, bar.name), [bar.started, bar.started - bar.escalated, bar.escalated]
            .map((count) => h('td', null, Math.max(0, count))))))));
}

/**
 * A list of counts with a bar each; the words and numbers alone say it all.
 *
 * @param {{label: string, count: number, tone?: string}[]} rows
 */
export function countBars(rows) {
    const most = Math.max(1, ...rows.map((row) => row.count));
    return h('ul', { class: 'counts' }, rows.map(({ label, count, tone }) => {
        const track = svg('svg', { class: 'track', width: '100%', height: 8, 'aria-hidden': 'true' },
            svg('rect', { class: 'well', width: '100%', height: 8, rx: 4 }),
            ...(count > 0 ? [svg('rect', { class: tone ? `fill ${tone}` : 'fill', width: `${count / most * 100}%`, height: 8, rx: 4 })] : []));
        return h('li', null, h('span', null, label), track, h('b', { class: 'num' }, count));
    }));
}

/**
 * What a chart's colours mean.
 */
export function chartKey() {
    return h('span', { class: 'chart-key' }, h('span', null, h('i', { class: 'swatch' }), say.assistant), h('span', null, h('i', { class: 'swatch people' }), say.people));
}
