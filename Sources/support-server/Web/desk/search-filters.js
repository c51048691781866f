/**
 * The filters of the search: a panel to choose them, and a chip to take each away.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {import('./search-finder.js').Search} Search
 * @typedef {import('./search-finder.js').FilterName} FilterName
 */
import { icon } from './desk-icons.js';
import { filterNames } from './search-finder.js';
import { languageOf } from './customer-face.js';
import { search as say } from './search-words.js';
import { h, showRows } from '../shared/dom.js';

/** What customers are known to speak, beside those who are here now. */
const usualLanguages = ['en', 'de', 'es', 'ar', 'fr'];

/**
 * @param {Desk} desk
 * @param {(changes: Partial<Search>) => void} onChange
 */
export function filterControls(desk, onChange) {
    /** @type {Wire.Agent[]} */
    let colleagues = [];
    const fields = {
        status: choice('status'), whose: choice('whose'), lang: choice('lang'), reason: choice('reason'),
    };
    const unread = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
    unread.addEventListener('change', () => onChange({ unread: unread.checked ? '1' : '' }));
    const chips = h('ul', { class: 'chips', 'aria-label': say.filter });
    const panel = h('div', { class: 'filters', id: 'filters', role: 'group', 'aria-label': say.filter, hidden: true },
        Object.entries(fields).map(([name, field]) => h('label', { class: 'labelled' }, say.filters[/** @type {FilterName} */ (name)], field)),
        h('label', { class: 'tick' }, unread, say.unreadOnly),
        h('div', { class: 'dialog-foot' },
            h('button', { type: 'button', class: 'btn small', onclick: () => onChange(Object.fromEntries(filterNames.map((name) => [name, '']))) }, say.reset),
            h('button', { type: 'button', class: 'btn pri small', onclick: () => close(true) }, say.done)));
    const button = h('button', { type: 'button', class: 'ib', 'aria-label': say.filter, title: say.filter, 'aria-expanded': 'false', 'aria-controls': 'filters',
        onclick: () => (panel.hidden ? open() : close(true)) }, icon('sliders'));
    panel.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close(true);
    });
    document.addEventListener('pointerdown', (event) => {
        const place = event.target;
        if (!panel.hidden && place instanceof Node && !panel.contains(place) && !button.contains(place)) close(false);
    });

    /** @param {Exclude<FilterName, 'unread'>} name */
    function choice(name) {
        const field = /** @type {HTMLSelectElement} */ (h('select', { class: 'field' }));
        field.addEventListener('change', () => onChange({ [name]: field.value }));
        return field;
    }

    async function open() {
        panel.hidden = false;
        button.setAttribute('aria-expanded', 'true');
        fields.status.focus();
        // Without their names there is still mine and nobody's.
        colleagues = await desk.request('GET', '/agents').then(({ items }) => items, () => []);
        desk.changed();
    }

    /** @param {boolean} isBack whether the focus returns to the button */
    function close(isBack) {
        panel.hidden = true;
        button.setAttribute('aria-expanded', 'false');
        if (isBack) button.focus();
    }

    /**
     * @param {FilterName} name
     * @returns {Record<string, string>} what it may be, in words
     */
    function options(name) {
        switch (name) {
            case 'status': return say.statuses;
            case 'reason': return say.reasons;
            case 'unread': return { 1: say.unreadOnly.toLowerCase() };
            case 'lang': return Object.fromEntries(languages().map((code) => [code, languageOf(code)]));
            case 'whose': return { ...say.whose, ...Object.fromEntries(colleagues
                .filter((one) => one.role !== 'editor' && one.id !== desk.session.me?.id).map((one) => [one.id, one.display_name])) };
        }
    }

    function languages() {
        const { mine, waiting, assistant } = desk.lists;
        const here = [mine, waiting, assistant].flatMap((list) => [...list.values()].map((one) => one.customer.locale?.split('-')[0] ?? ''));
        return [...new Set([...usualLanguages, ...here])].filter(Boolean);
    }

    /** @param {Search} search */
    function draw(search) {
        const chosen = filterNames.filter((name) => search[name] !== '');
        button.classList.toggle('on', chosen.length > 0);
        if (!panel.hidden) {
            for (const [name, field] of Object.entries(fields)) {
                const known = options(/** @type {FilterName} */ (name));
                const value = search[/** @type {FilterName} */ (name)];
                showRows(field, [['', say.any], ...Object.entries({ ...(value ? { [value]: value } : {}), ...known })]
                    .map(([code = '', words = '']) => ({ key: code, state: words, make: () => h('option', { value: code }, words) })));
                field.value = value;
            }
            unread.checked = search.unread !== '';
        }
        chips.hidden = chosen.length === 0;
        showRows(chips, chosen.map((name) => {
            const words = say.chip(say.filters[name], options(name)[search[name]] ?? search[name]);
            return { key: name, state: words, make: () => h('li', null, h('button', {
                type: 'button', class: 'chip', 'aria-label': say.remove(words), onclick: () => {
                    onChange({ [name]: '' });
                    button.focus();
                },
            }, words, icon('x', 'xs'))) };
        }));
    }

    return { button, panel, chips, draw };
}
