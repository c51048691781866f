/**
 * Saved replies and answers of the FAQ, offered while an agent writes `/` and a few letters.
 *
 * @typedef {{key: string, name: string, text: string, kind: string}} Choice
 */
import { announce, h, showRows } from '../shared/dom.js';
import { words as say } from './desk-words.js';

/** Milliseconds after the last letter. */
const lookDelay = 120;
const most = 7;
/** An answer whose title does not have the letters is offered when it is at least so likely. */
const leastScore = 0.05;

/** How many find room above the box; a list that scrolls could not be reached by keyboard without leaving the box. */
const room = () => Math.min(most, Math.max(2, Math.floor((innerHeight - 330) / 36)));

/**
 * @param {import('./desk-state.js').Desk} desk
 * @param {HTMLTextAreaElement} field
 * @param {() => void} onInsert
 */
export function replyPicker(desk, field, onInsert) {
    const title = h('span');
    const list = h('ul', { role: 'listbox', id: 'reply-choices', 'aria-label': say.savedAndAnswers });
    const preview = h('p', { class: 'preview', dir: 'auto' });
    const status = h('span', { class: 'vh', role: 'status' });
    const element = h('div', { class: 'picker', hidden: true },
        h('div', { class: 'picker-head' }, title, h('span', { class: 'keys-hint', 'aria-hidden': 'true' },
            h('kbd', null, '↑'), h('kbd', null, '↓'), say.choose, h('kbd', null, '↵'), say.insert, h('kbd', null, 'Esc'), say.dismiss)),
        list, preview);
    const place = h('div', { class: 'picker-place' }, element, status);
    /** @type {Wire.CannedReply[] | null} */
    let saved = null;
    /** @type {Choice[]} */
    let choices = [];
    let chosen = 0;
    let timer = 0;
    /** The letters that Esc has closed the list over. */
    let dismissed = '';
    field.setAttribute('aria-autocomplete', 'list');

    /** The `/` and the letters before the caret, if there are such. */
    function slash() {
        const before = field.value.slice(0, field.selectionStart);
        const found = /(?:^|\s)(\/[\p{L}\p{N}_-]*)$/u.exec(before)?.[1] ?? null;
        // A lone stroke between words is more often just that.
        return found === '/' && !/(^|\n)\/$/.test(before) ? null : found;
    }

    /** Looks whether there is something to offer for what stands in the box. */
    function look() {
        const typed = slash();
        clearTimeout(timer);
        if (typed === null || typed === dismissed) return close();
        dismissed = '';
        timer = setTimeout(() => find(typed.slice(1)), lookDelay);
    }

    /** @param {string} letters */
    async function find(letters) {
        const found = matching(await savedReplies(), letters.toLowerCase());
        const isWanted = () => slash() === `/${letters}` && dismissed !== `/${letters}`;
        if (!isWanted()) return;
        chosen = 0;
        // What is quickly found is shown quickly.
        if (found.length > 0) offer(found, letters);
        const all = [...found, ...await answers(letters)];
        if (isWanted()) offer(all, letters);
    }

    /**
     * @param {Choice[]} found
     * @param {string} letters
     */
    function offer(found, letters) {
        choices = found.slice(0, room());
        const before = field.value.slice(0, field.selectionStart - letters.length);
        if (choices.length === 0 && !/(^|\n)\/$/.test(before)) return close();
        title.textContent = letters ? say.matching(letters) : say.savedAndAnswers;
        element.hidden = false;
        draw(letters.toLowerCase());
        announce(status, choices.length > 0 ? say.found(choices.length) : say.noMatch);
    }

    async function savedReplies() {
        // Without them there are still the answers.
        saved ??= await desk.request('GET', '/canned-replies').then((answer) => answer.items).catch(() => []);
        return saved ?? [];
    }

    /**
     * @param {string} letters
     * @returns {Promise<Choice[]>}
     */
    async function answers(letters) {
        try {
            const { items } = await desk.request('GET', `/answers?q=${encodeURIComponent(letters)}&limit=${most}`);
            return items.filter((/** @type {Wire.Answer} */ { score }) => score === null || score >= leastScore)
                .map((/** @type {Wire.Answer} */ one) => ({ key: `a${one.slug}`, name: one.title, text: one.content, kind: say.answer }));
        } catch {
            // Without them there are still the saved replies.
            return [];
        }
    }

    /** @param {string} plain */
    function draw(plain) {
        showRows(list, choices.length === 0
            ? [{ key: 'none', state: 0, make: () => h('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, say.noMatch) }]
            : choices.map((choice, index) => ({ key: choice.key, state: [choice, index === chosen, plain], make: () => h('li', {
                role: 'option', id: `choice-${index}`, class: choice.kind ? 'answer' : '', 'aria-selected': String(index === chosen),
                onclick: () => insert(choice),
            }, h('span', { class: 'name' }, marked(choice.name, plain)), h('span', { class: 'p' }, choice.text),
            choice.kind && h('span', { class: 'pill' }, choice.kind)) })));
        const text = choices[chosen]?.text ?? '';
        preview.textContent = text;
        preview.hidden = text === '';
        field.setAttribute('aria-controls', list.id);
        field.setAttribute('aria-activedescendant', choices.length > 0 ? `choice-${chosen}` : '');
    }

    /** @param {Choice} choice */
    function insert(choice) {
        const typed = slash();
        const end = field.selectionStart;
        const name = desk.open?.conversation?.customer.name?.split(' ')[0] ?? '';
        const text = choice.text.replaceAll('{name}', name).replaceAll('{agent}', desk.session.me?.display_name ?? '');
        const start = end - (typed?.length ?? 0);
        field.focus();
        field.setRangeText(text, start, end, 'end');
        // What is left open in the text is selected, to be typed over.
        const gap = /\{[^{}\n]+\}/.exec(text);
        if (gap) field.setSelectionRange(start + gap.index, start + gap.index + String(gap).length);
        close();
        onInsert();
    }

    function close() {
        clearTimeout(timer);
        // They may be other ones the next time.
        saved = null;
        element.hidden = true;
        field.removeAttribute('aria-controls');
        field.removeAttribute('aria-activedescendant');
    }

    field.addEventListener('keydown', (event) => {
        if (element.hidden || event.isComposing) return;
        const choice = choices[chosen];
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            chosen = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + choices.length) % Math.max(1, choices.length);
            draw(slash()?.slice(1).toLowerCase() ?? '');
        } else if ((event.key === 'Enter' || event.key === 'Tab') && choice) {
            insert(choice);
        } else if (event.key === 'Escape') {
            dismissed = slash() ?? '';
            close();
        } else {
            return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
    });
    // The box keeps the focus.
    element.addEventListener('mousedown', (event) => event.preventDefault());
    field.addEventListener('blur', () => close());

    return {
        element: place,
        get isOpen() {
            return !element.hidden;
        },
        look,
        close,
        /** Opens the list as if `/` had been typed on a line of its own. */
        begin() {
            field.focus();
            const before = field.value.slice(0, field.selectionStart);
            field.setRangeText(before === '' || before.endsWith('\n') ? '/' : '\n/', field.selectionStart, field.selectionEnd, 'end');
            onInsert();
            look();
        },
    };
}

/**
 * The saved replies that have the letters, those that begin with them first.
 *
 * @param {Wire.CannedReply[]} replies
 * @param {string} plain
 * @returns {Choice[]}
 */
function matching(replies, plain) {
    /** @param {Wire.CannedReply} one */
    const rank = ({ shortcut, text }) =>
        (shortcut.startsWith(plain) ? 0 : shortcut.includes(plain) ? 1 : text.toLowerCase().includes(plain) ? 2 : 3);
    return replies.filter((one) => rank(one) < 3)
        .sort((a, b) => rank(a) - rank(b) || a.shortcut.localeCompare(b.shortcut))
        .map((one) => ({ key: `s${one.id}`, name: `/${one.shortcut}`, text: one.text, kind: '' }));
}

/**
 * @param {string} text
 * @param {string} plain what was typed, in small letters
 */
function marked(text, plain) {
    const at = plain === '' ? -1 : text.toLowerCase().indexOf(plain);
    return at < 0 ? [text] : [text.slice(0, at), h('mark', null, text.slice(at, at + plain.length)), text.slice(at + plain.length)];
}

