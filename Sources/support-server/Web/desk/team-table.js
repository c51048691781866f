/**
 * The colleagues, a row each, which opens to show the chats they have.
 *
 * @typedef {import('./agent-session.js').Session} Session
 */
import { icon } from './desk-icons.js';
import { nameOf } from './customer-face.js';
import { dialogs } from './dialog-words.js';
import { goodShare } from './figures.js';
import { overview as say } from './overview-words.js';
import { addressOf } from './desk-routes.js';
import { openTransfer, presenceDot } from './transfer-dialog.js';
import { h, initials, showRows } from '../shared/dom.js';

const columns = 7;

export class TeamTable {
    /** @type {Map<string, Wire.AgentConversation[] | null>} What the opened ones have; null until it is known. */
    #opened = new Map();
    /** @type {string | null} */
    #trouble = null;
    /** @type {Wire.Agent[]} */
    #colleagues = [];
    /** @type {Wire.AgentStats[] | null} */
    #figures = null;

    /**
     * @param {Session} session
     * @param {() => void} onMoved
     */
    constructor(session, onMoved) {
        this.session = session;
        this.onMoved = onMoved;
        this.rows = h('tbody');
        this.element = h('div', { class: 'scrolls', tabIndex: 0, role: 'region', 'aria-label': say.colleagues }, h('table', { class: 'figures team' },
            h('thead', null, h('tr', null, [say.name, say.now, say.claimed, say.closed, say.replies, say.firstReplies, say.ratedGood]
                .map((head) => h('th', { scope: 'col' }, head)))),
            this.rows));
    }

    /** Fetches anew what the opened ones have. */
    async refresh() {
        await Promise.all([...this.#opened.keys()].map(async (id) => {
            const { items } = await this.session.request('GET', `/conversations?status=agent&assigned=${id}&limit=200`);
            if (this.#opened.has(id)) this.#opened.set(id, items);
        }));
    }

    /**
     * @param {Wire.Agent[]} colleagues
     * @param {Wire.AgentStats[] | null} figures null where the server does not count them
     */
    draw(colleagues, figures) {
        this.#colleagues = colleagues;
        this.#figures = figures;
        this.#show();
    }

    #show() {
        showRows(this.rows, this.#colleagues.flatMap((one) => {
            const opened = this.#opened.get(one.id);
            const figures = this.#figures?.find((other) => other.agent.id === one.id) ?? null;
            const row = { key: one.id, state: [one, figures, opened !== undefined], make: () => this.#row(one, figures, opened !== undefined) };
            return opened === undefined ? [row]
                : [row, { key: `${one.id} chats`, state: [opened, this.#trouble], make: () => this.#chats(one, opened) }];
        }));
    }

    /**
     * @param {Wire.Agent} one
     * @param {Wire.AgentStats | null} figures
     * @param {boolean} isOpen
     */
    #row(one, figures, isOpen) {
        const takesChats = one.role !== 'editor';
        const good = goodShare(figures?.ratings ?? []);
        const who = [h('span', { class: 'mark person face', 'aria-hidden': 'true' }, initials(one.display_name), presenceDot(one.presence)),
            h('span', null, one.display_name, h('small', null, say.colleague(dialogs.role(one.role), dialogs.presence(one.presence))))];
        const cells = figures && takesChats
            ? [figures.claimed, figures.closed, figures.replies, say.lasting(figures.first_reply_seconds.median),
                [say.percent(good.share), good.count > 0 && h('small', null, ` ${say.of(good.count)}`)]]
            : ['', '', '', '', ''];
        return h('tr', null,
            h('th', { scope: 'row' }, takesChats
                ? h('button', { type: 'button', class: 'opens', 'aria-expanded': String(isOpen), 'data-opens': one.id, onclick: () => this.#turn(one.id) },
                    icon(isOpen ? 'down' : 'right', 'xs'), who)
                : h('span', { class: 'opens' }, who)),
            h('td', null, takesChats ? dialogs.load(one.active_chats, one.max_active_chats) : ''),
            cells.map((cell) => h('td', null, cell)));
    }

    /** @param {string} id */
    async #turn(id) {
        this.#trouble = null;
        if (this.#opened.delete(id)) {
            this.#show();
        } else {
            this.#opened.set(id, null);
            this.#show();
            await this.#attempt(() => this.refresh());
        }
        const button = this.rows.querySelector(`[data-opens="${id}"]`);
        if (button instanceof HTMLElement) button.focus();
    }

    /** @param {() => Promise<void>} action */
    async #attempt(action) {
        try {
            this.#trouble = null;
            await action();
        } catch (error) {
            this.#trouble = error instanceof Error ? error.message : String(error);
        }
        this.#show();
    }

    /**
     * @param {Wire.Agent} owner
     * @param {Wire.AgentConversation[] | null} chats
     */
    #chats(owner, chats) {
        return h('tr', { class: 'opened' }, h('td', { colSpan: columns },
            this.#trouble && h('p', { class: 'refusal', role: 'alert' }, icon('alert', 's'), this.#trouble),
            chats === null ? !this.#trouble && h('p', { class: 'none' }, say.loading)
                : chats.length === 0 ? h('p', { class: 'none' }, say.hasNone(owner.display_name))
                    : h('ul', { class: 'queue', 'aria-label': say.chatsOfColleague(owner.display_name) }, chats.map((chat) => this.#chat(chat)))));
    }

    /** @param {Wire.AgentConversation} chat */
    #chat(chat) {
        const name = nameOf(chat);
        const me = this.session.me;
        const takeOver = () => this.#attempt(async () => {
            await this.session.request('POST', `/conversations/${chat.id}/transfer`, { agent_id: me?.id });
            this.onMoved();
        });
        return h('li', null,
            h('a', { class: 'strong', href: addressOf('chats', chat.id), 'aria-label': say.readAlong(name) }, name),
            h('span', { class: 'gist' }, chat.last_message?.content ?? ''),
            h('span', { class: 'queue-deeds' },
                chat.agent?.id !== me?.id && h('button', {
                    type: 'button', class: 'btn small', 'aria-label': say.takeOverNamed(name), onclick: takeOver,
                }, say.takeOver),
                h('button', {
                    type: 'button', class: 'btn small', 'aria-label': say.assignNamed(name), onclick: () => openTransfer(this.session, chat, this.onMoved),
                }, say.assign)));
    }
}
