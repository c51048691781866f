/** The page on which an agent signs in. */
import { Problem } from '../shared/api.js';
import { h } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { shopName } from './rail.js';
import { words as say } from './desk-words.js';

/**
 * @param {import('./agent-session.js').Session} session
 * @returns {{element: HTMLElement, show: (message: string) => void}}
 */
export function signInRegion(session) {
    const username = /** @type {HTMLInputElement} */ (h('input', {
        class: 'field', id: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: false, required: true,
    }));
    const password = /** @type {HTMLInputElement} */ (h('input', {
        class: 'field', id: 'password', type: 'password', autocomplete: 'current-password', 'aria-describedby': 'refusal', required: true,
    }));
    const refusal = h('div', { id: 'refusal', role: 'alert' });
    const button = /** @type {HTMLButtonElement} */ (h('button', { class: 'btn pri' }, say.signIn));
    const form = h('form', { onsubmit: send },
        h('span', { class: 'mark' }, icon('chat')),
        h('h1', null, say.signInTitle),
        h('p', { class: 'sub' }, shopName()),
        h('label', { htmlFor: 'username' }, say.username), username,
        h('label', { htmlFor: 'password' }, say.password), password,
        refusal, button,
        h('p', { class: 'sub' }, say.noAccount));

    /** @param {SubmitEvent} event */
    async function send(event) {
        event.preventDefault();
        button.disabled = true;
        try {
            await session.signIn(username.value.trim(), password.value);
            password.value = '';
            refuse('');
        } catch (error) {
            const isWrong = error instanceof Problem && error.status === 401;
            refuse(isWrong ? say.signInFailed : error instanceof Error ? error.message : String(error));
            password.select();
        } finally {
            button.disabled = false;
        }
    }

    /** @param {string} message */
    function refuse(message) {
        refusal.replaceChildren();
        if (message) refusal.append(h('p', { class: 'refusal' }, icon('alert', 's'), h('span', null, message)));
    }

    return {
        element: h('main', { class: 'sign-in', hidden: true }, h('div', { class: 'entry' }, form), picture()),
        show(message) {
            document.title = say.signInTitle;
            refuse(message);
            (username.value ? password : username).focus();
        },
    };
}

/** Two people and an assistant, talking. */
function picture() {
    const bubbles = ['white', 'solid', 'ruled'].map((kind) => h('div', { class: `talk-${kind}` },
        [0, 1, 2].slice(kind === 'ruled' ? 0 : kind === 'solid' ? 2 : 1).map((line) => h('i', { class: `line-${line}` }))));
    return h('div', { class: 'picture', 'aria-hidden': 'true' }, h('div', { class: 'talks' }, bubbles));
}
