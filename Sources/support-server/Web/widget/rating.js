/** What stands under an ended chat: one question, the transcript, a new chat. */
import { h } from '../shared/dom.js';
import { drawing } from '../shared/icons.js';
import { icon } from '../shared/chat-icons.js';
import { say } from './say.js';
import { saveTranscript } from './transcript-file.js';

const circle = 'M2.8 14a11.2 11.2 0 1 0 22.4 0 11.2 11.2 0 1 0-22.4 0M10 11.2v.01M18 11.2v.01';
const faces = [
    `${circle}M9 19.4c1-2.2 2.8-3.4 5-3.4s4 1.2 5 3.4`,
    `${circle}M9.6 18.6c1.1-1.3 2.6-2 4.4-2s3.3.7 4.4 2`,
    `${circle}M9.6 17.6h8.8`,
    `${circle}M9.4 16.4c1.1 1.7 2.7 2.6 4.6 2.6s3.5-.9 4.6-2.6`,
    `${circle}M8.6 15.4h10.8c-.4 3-2.5 5-5.4 5s-5-2-5.4-5Z`,
];

/** @param {import('./panel.js').Panel} panel */
export function ending(panel) {
    const { talk } = panel;
    return h('div', { class: 'done' }, talk.rated === null ? form(panel) : h('p', { class: 'thanks', role: 'status' }, say.thanks),
        h('div', { class: 'foot after' },
            h('button', { type: 'button', class: 'quiet', onclick: () => saveTranscript(talk) }, drawing('M10 3.4v9.2M6 8.8l4 4 4-4M3.8 16.6h12.4', 'icon icon-s'), say.saveTranscript),
            h('button', { type: 'button', class: 'quiet', onclick: panel.newChat }, icon('plus', 's'), say.newChat)));
}

/** @param {import('./panel.js').Panel} panel */
function form({ talk }) {
    const comment = /** @type {HTMLTextAreaElement} */ (h('textarea', { class: 'field', rows: 2, maxLength: 1000, 'aria-label': say.anythingToAdd, placeholder: say.anythingToAdd }));
    const send = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri', disabled: true }, say.sendRating(talk.agentName)));
    let score = 0;
    const radio = (/** @type {string} */ name, /** @type {number} */ index) => h('label', { class: 'face' },
        h('input', { type: 'radio', name: 'score', value: index + 1, onchange: () => {
            score = index + 1;
            send.disabled = false;
        } }), drawing(faces[index] ?? '', 'icon', 28), name);
    const onsubmit = (/** @type {Event} */ event) => {
        event.preventDefault();
        const body = { score, ...(comment.value.trim() && { comment: comment.value.trim() }) };
        talk.attempt(async () => {
            await talk.request('POST', `${talk.path}/rating`, body);
            talk.rated = score;
        });
    };
    return h('form', { onsubmit }, h('fieldset', null, h('legend', null, say.howDidThatGo), h('div', { class: 'faces' }, say.scores.map(radio))), comment, send);
}
