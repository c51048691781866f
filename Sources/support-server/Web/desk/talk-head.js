/**
 * The head of the open conversation.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 */
import { h, initials, showRows } from '../shared/dom.js';
import { icon } from './desk-icons.js';
import { menu } from './desk-menu.js';
import { face, nameOf, pageName } from './customer-face.js';
import { words as say } from './desk-words.js';

/**
 * @param {Desk} desk
 * @param {import('./deeds.js').Deeds} deeds
 */
export function headRegion(desk, deeds) {
    const portrait = h('span', { class: 'portrait' });
    const name = h('h2');
    const about = h('p');
    const looking = h('span', { class: 'looking' });
    const reassign = h('button', { type: 'button', class: 'btn small quiet', 'aria-label': say.reassign, 'aria-keyshortcuts': 'A', onclick: () => deeds.transfer() },
        icon('swap', 's'), h('span', null, say.reassign));
    const close = h('button', { type: 'button', class: 'btn small', 'aria-label': say.close, 'aria-keyshortcuts': 'E', onclick: () => deeds.close() },
        icon('check', 's'), h('span', null, say.close), h('kbd', { 'aria-hidden': 'true' }, 'E'));
    const more = menu(h('button', { type: 'button', class: 'ib', 'aria-label': say.more, title: say.more }, icon('dots')), () => deeds.more());
    const aboutButton = h('button', {
        type: 'button', class: 'ib about-button', 'aria-label': say.about, title: say.about, 'aria-expanded': 'false', onclick: () => {
            desk.isAboutShown = !desk.isAboutShown;
            desk.changed();
        },
    }, icon('person'));
    const element = h('header', { class: 'head' },
        h('button', { type: 'button', class: 'ib back', 'aria-label': say.back, onclick: () => desk.go(desk.route.view) }, icon('left')),
        portrait, h('div', { class: 'title' }, name, about), looking, reassign, close, aboutButton, more);

    function draw() {
        const conversation = desk.open?.conversation;
        if (!desk.open || !conversation) return;
        const { customer } = conversation;
        showRows(portrait, [{ key: customer.id, state: [customer.online, customer.name], make: () => face(conversation) }]);
        name.textContent = nameOf(conversation);
        const page = customer.page && pageName(customer.page);
        // A phone has room for the page alone; the dot says that they are there.
        if (customer.online && page) about.replaceChildren(h('span', { class: 'lead' }, say.onPage), page);
        else about.textContent = customer.online ? say.online : page ? say.wasOnPage(page) : say.leftPage;
        const { viewers } = desk.open;
        showRows(looking, viewers.length > 0 ? [{ key: 'viewers', state: viewers, make: () => h('span', null,
            h('span', { class: 'mark person face', 'aria-hidden': 'true' }, initials(viewers[0]?.display_name ?? '')),
            h('span', { class: 'looking-words' }, say.isReading(viewers.map((one) => one.display_name)))) }] : []);
        const canPass = deeds.canPass();
        reassign.hidden = !canPass;
        close.hidden = !deeds.canClose();
        aboutButton.setAttribute('aria-expanded', String(desk.isAboutShown));
    }

    return { element, draw };
}
