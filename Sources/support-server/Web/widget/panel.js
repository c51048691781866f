/** The open chat: draws the conversation into the frame, and answers the shop's calls. */
import { batched, fitHeight } from '../shared/dom.js';
import { keep, kept } from '../shared/keep.js';
import { CustomerConversation } from './conversation.js';
import { speak } from './say.js';
import { makeFrame, show } from './view.js';

/** The parts that few chats need are fetched when one does. */
const extras = {
    log: () => import('./chat-log.js'),
    attention: () => import('./attention.js'),
    rating: () => import('./rating.js'),
    leave: () => import('./leave.js'),
    queue: () => import('./queue-ticket.js'),
    sound: () => import('./sound.js'),
    menu: () => import('./menu.js'),
    emoji: () => import('./emoji.js'),
    past: () => import('./past.js'),
};

/**
 * @param {any} element `<support-chat>`
 * @param {any[]} loaded its parts in the order it names them: texts of style sheets and modules, of which the last has the words
 */
export function mount(element, loaded) {
    // In this order, whichever came first: of two rules the later one holds.
    for (const part of loaded) if (typeof part === 'string') element.adopt(part);
    speak(loaded.at(-1).words, element.lang);
    return new Panel(element);
}

export class Panel {
    /** Whether the customer is leaving a message. */
    isLeaving = false;
    /** Whether the customer would rather wait than leave one. */
    waits = false;
    /** @type {Record<string, any>} */
    extra = {};
    wasAtEnd = true;
    /** @type {import('./attention.js').Attention | null} */
    attention = null;
    /** @type {Promise<void> | null} */
    #styles = null;
    /** @type {CustomerConversation | null} An ended chat that is read again. */
    past = null;
    /** @type {Promise<void> | null} */
    #started = null;

    /** @param {any} element */
    constructor(element) {
        this.element = element;
        const { options, origin, lang, root } = element;
        this.isPage = options.mode === 'page';
        this.shop = options.name || '';
        this.draw = batched(() => show(this));
        this.talk = new CustomerConversation(origin, lang, this.draw);
        this.frame = makeFrame({
            shop: this.shop,
            close: () => this.close(),
            menu: async () => (await this.fetch('menu')).toggleMenu(this),
            emoji: async () => (await this.fetch('emoji')).toggleEmoji(this),
            submit: () => this.#submit(),
            write: () => {
                // The rest is fetched while the first words are written.
                this.need('log');
                this.need('attention');
                this.talk.connect().catch(() => {});
                this.talk.live?.isWriting();
            },
        });
        const { dialog, log } = this.frame;
        root.append(dialog);
        root.classList.toggle('page', this.isPage);
        dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            this.close();
        });
        dialog.addEventListener('keydown', (event) => {
            // Typing is no shortcut of the shop's page.
            event.stopPropagation();
            if (event.key === 'Escape' && !event.defaultPrevented) this.close();
        });
        log.addEventListener('scroll', () => {
            this.wasAtEnd = this.isAtEnd;
            this.attention?.look();
        });
        document.addEventListener('visibilitychange', () => {
            this.attention?.look();
            if (document.visibilityState === 'visible') this.talk.visit(this.element.isOpen);
        });
        addEventListener('online', () => this.talk.conversation || !this.#started || this.start());
        new ResizeObserver(() => this.wasAtEnd && this.toEnd()).observe(log);
        // On a phone the keyboard takes its part of the screen; the box to write in stays above it.
        visualViewport?.addEventListener('resize', () => dialog.style.setProperty('--height', `${visualViewport?.height}px`));
        if (!this.isPage && kept('support.live')) this.start();
    }

    start(isNew = false) {
        this.#started = this.talk.start(isNew);
        return this.#started;
    }

    /** @param {boolean} byHand whether somebody asked for it just now */
    async open(byHand) {
        const { dialog, field } = this.frame;
        if (!this.element.isOpen) {
            this.element.isOpen = true;
            this.element.launch.ariaExpanded = 'true';
            this.element.launch.hidden = this.element.teaser.hidden = true;
            const isPhone = matchMedia('(max-width: 520px)').matches && !this.isPage;
            if (isPhone) dialog.showModal();
            else dialog.setAttribute('open', '');
            sessionKeep('1');
            this.element.dispatchEvent(new CustomEvent('open'));
        }
        this.draw();
        await (this.#started ?? this.start());
        this.talk.visit();
        this.toEnd();
        if (byHand && this.element.isOpen) field.focus();
    }

    close() {
        if (this.isPage || !this.element.isOpen) return;
        this.element.isOpen = false;
        this.frame.dialog.close();
        this.element.launch.ariaExpanded = 'false';
        this.element.launch.hidden = false;
        sessionKeep(null);
        this.element.launch.focus();
        this.element.dispatchEvent(new CustomEvent('close'));
        this.draw();
    }

    /** @param {string} text */
    async ask(text) {
        await this.open(true);
        if (this.talk.phase === 'closed') await this.start(true);
        this.wasAtEnd = true;
        this.talk.say(text);
    }

    /** @param {object} profile */
    identify(profile) {
        return this.talk.identify(profile);
    }

    /** Forgets who this was: somebody signed out of the shop. */
    reset() {
        this.close();
        this.talk.leave();
        for (const key of ['session', 'live', 'last']) keep(`support.${key}`, null);
        this.#started = null;
    }

    /**
     * A part that is fetched when it is needed; undefined until it is there.
     *
     * @param {keyof typeof extras} name
     */
    need(name) {
        // Offline, the next drawing tries again.
        if (!this.extra[name]) this.fetch(name).then(this.draw, () => {});
        return this.extra[name];
    }

    /**
     * @param {keyof typeof extras} name
     * @returns {Promise<any>}
     */
    async fetch(name) {
        this.#styles ??= Promise.all(['../shared/controls.css', 'chat.css'].map(async (path) => (await fetch(new URL(path, import.meta.url))).text()))
            .then((texts) => texts.forEach(this.element.adopt, this.element));
        const [part] = await Promise.all([extras[name](), this.#styles]);
        return (this.extra[name] = part);
    }

    askPerson = async () => {
        this.wasAtEnd = true;
        await this.talk.lookForPeople();
        if (this.talk.hasPeople) this.talk.askForPerson();
        else this.leaveMessage(true);
    };

    /** @param {boolean} isLeaving */
    leaveMessage(isLeaving) {
        this.isLeaving = isLeaving;
        this.waits = !isLeaving;
        this.wasAtEnd = true;
        this.draw();
        if (isLeaving) {
            this.fetch('leave').then(() => {
                show(this);
                this.frame.dialog.querySelector('input')?.focus();
            }, () => {});
        }
    }

    /** @param {boolean} isMuted */
    mute(isMuted) {
        keep('support.sound', isMuted ? 'off' : null);
        this.draw();
    }

    get isAtEnd() {
        const { scrollHeight, scrollTop, clientHeight } = this.frame.log;
        return scrollHeight - scrollTop - clientHeight < 48;
    }

    toEnd() {
        if (!this.talk.isFresh || this.past) this.frame.log.scrollTop = this.frame.log.scrollHeight;
    }

    #submit() {
        const { field, go } = this.frame;
        const content = field.value.trim();
        if (content === '') return;
        this.wasAtEnd = true;
        this.past = null;
        this.talk.say(content);
        field.value = '';
        fitHeight(field);
        go.disabled = true;
    }

    /** @param {string} id of an ended conversation */
    async readPast(id) {
        await this.fetch('log');
        (await this.fetch('past')).showPast(this, id);
    }

    newChat = async () => {
        this.wasAtEnd = true;
        await this.start(true);
        this.frame.field.focus();
    };
}

/** @param {string | null} value whether the chat is open in this tab */
function sessionKeep(value) {
    try {
        if (value === null) sessionStorage.removeItem('support.open');
        else sessionStorage.setItem('support.open', value);
    } catch {
        // The next page shows it closed, then.
    }
}
