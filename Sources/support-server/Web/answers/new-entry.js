/** New answers from a form, and new names for old ones. */
import { h } from '../shared/dom.js';
import { attemptIn, openDialog } from '../desk/desk-dialog.js';
import { itemsOf, fileAddress } from './entry-list.js';
import { newEntry, partsOf, slugFrom, valueOf } from './entry-text.js';
import { say } from './answers-words.js';

/** @typedef {{question: string, asks: string[], replies: {by: string, words: string}[], topic: string}} Sketch What is known of an answer before it is written. */

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const languagePattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** For the names of fields. */
let made = 0;

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {Sketch} sketch
 */
export function newEntryView(shop, sketch) {
    const question = textField(sketch.question);
    const slug = textField(slugFrom(sketch.question));
    const { topic, topics } = topicField(shop, sketch.topic);
    const language = textField('');
    const asks = area(sketch.asks.join('\n'), 5);
    const answer = area('', 6);
    const refusal = h('p', { class: 'refusal', role: 'alert', hidden: true });
    let isNamed = false;
    question.addEventListener('input', () => {
        if (!isNamed) slug.value = slugFrom(question.value);
    });
    slug.addEventListener('input', () => {
        isNamed = slug.value !== '';
    });
    return h('div', { class: 'view' }, h('form', { class: 'new', novalidate: true, onsubmit: make }, h('h1', null, say.newTitle), h('p', { class: 'sub' }, say.newMore),
        labelled(say.question, question, say.questionHint),
        h('div', { class: 'three' }, labelled(say.topic, topic), labelled(say.fileName, slug, say.fileNameHint), labelled(say.language, language)),
        topics,
        labelled(say.asks, asks, say.asksHint),
        sketch.replies.map(({ by, words }) => h('div', { class: 'said' }, h('p', null, h('b', null, say.colleagueSaid(by)), ' ', h('q', null, words)),
            h('button', { type: 'button', class: 'lk', onclick: () => {
                answer.value = words;
                answer.focus();
            } }, say.useText))),
        labelled(say.answer, answer, say.answerHint), refusal,
        h('div', { class: 'dialog-foot' }, h('button', { class: 'btn pri' }, say.makeDraft))));

    /** @param {Event} event */
    function make(event) {
        event.preventDefault();
        const code = language.value.trim();
        const path = pathOf(topic.value, slug.value.trim(), code);
        const empty = [question, slug, answer].find(({ value }) => value.trim() === '');
        if (empty) return refuse(say.needed, empty);
        if (!slugPattern.test(slug.value.trim()) || code !== '' && !languagePattern.test(code)) return refuse(say.badName, slug);
        if (isTaken(shop, path)) return refuse(say.takenName(path), slug);
        shop.write(path, newEntry({ question: question.value, asks: asks.value.split('\n'), answer: answer.value }));
        location.hash = fileAddress(path);
    }

    /**
     * @param {string} words
     * @param {HTMLElement} field
     */
    function refuse(words, field) {
        refusal.textContent = words;
        refusal.hidden = false;
        field.focus();
    }
}

/**
 * Another name, topic or language for a file: a new file with its text, and the old one taken away, published together.
 *
 * @param {import('./workshop.js').Workshop} shop
 * @param {string} path
 */
export function openMoving(shop, path) {
    const dialog = openDialog(say.moveTitle);
    const old = partsOf(path);
    const { topic, topics } = topicField(shop, old.topic);
    const slug = textField(old.slug);
    const button = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri small' }, say.moveButton));
    dialog.body.append(h('form', {
        onsubmit: async (/** @type {Event} */ event) => {
            event.preventDefault();
            if (await attemptIn(dialog, move, button)) dialog.close();
        },
    }, labelled(say.fileName, slug, say.fileNameHint), labelled(say.topic, topic), topics, h('p', { class: 'dialog-note' }, say.moveMore),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'btn small', onclick: dialog.close }, say.cancel), button)));
    slug.select();

    async function move() {
        const name = slug.value.trim();
        if (!slugPattern.test(name)) throw new Error(say.badName);
        const target = pathOf(topic.value, name, old.language ?? '');
        if (target === path) return;
        if (isTaken(shop, target)) throw new Error(say.takenName(target));
        const text = await shop.bring(path);
        const isSame = valueOf(text, 'slug') === old.slug;
        shop.write(target, isSame ? text.replace(/^slug:.*$/m, `slug: ${name}`) : text);
        shop.write(path, null);
        location.hash = fileAddress(target);
    }
}

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {string} path
 */
function isTaken(shop, path) {
    const draft = shop.drafts.get(path);
    return draft ? draft.text !== null : shop.versions.has(path);
}

/**
 * @param {string} topic
 * @param {string} slug
 * @param {string} language
 */
function pathOf(topic, slug, language) {
    const folder = topic.trim().split('/').map(slugFrom).filter((name) => name !== '').join('/');
    return `${folder === '' ? '' : `${folder}/`}${slug}${language === '' ? '' : `.${language}`}.md`;
}

/**
 * @param {import('./workshop.js').Workshop} shop
 * @param {string} value
 */
function topicField(shop, value) {
    const names = [...new Set(itemsOf(shop).map(({ topic }) => topic))].filter((name) => name !== '').sort();
    const topic = textField(value);
    topic.setAttribute('list', 'topics');
    return { topic, topics: h('datalist', { id: 'topics' }, names.map((name) => h('option', { value: name }))) };
}

/** @param {string} value */
function textField(value) {
    return /** @type {HTMLInputElement} */ (h('input', { class: 'field', value, autocomplete: 'off' }));
}

/**
 * @param {string} value
 * @param {number} rows
 */
function area(value, rows) {
    return /** @type {HTMLTextAreaElement} */ (h('textarea', { class: 'field', value, rows }));
}

/**
 * @param {string} label
 * @param {HTMLElement} field
 * @param {string} [hint]
 */
function labelled(label, field, hint) {
    made += 1;
    field.id = `field-${made}`;
    if (hint) field.setAttribute('aria-describedby', `hint-${made}`);
    return h('div', { class: 'labelled' }, h('label', { htmlFor: field.id }, label), field, hint && h('small', { id: `hint-${made}` }, hint));
}
