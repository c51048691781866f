/** The one script of a shop: `<support-chat>` and its launcher. `window.supportChat` is the element. */
(() => {
    if (customElements.get('support-chat')) return;
    const script = /** @type {HTMLScriptElement} */ (document.currentScript);
    const { origin } = new URL(script.src);
    // All that opening needs, so that it is asked for at once; the panel is the last.
    const parts = ['/w/shared/tokens.css', '/w/shared/base.css', '/w/widget/panel.css', '/w/shared/api.js', '/w/shared/dom.js',
        '/w/shared/icons.js', '/w/shared/keep.js', '/w/shared/outbox.js', '/w/widget/conversation.js', '/w/widget/say.js',
        '/w/widget/view.js', '/w/widget/panel.js'];
    /** @type {any} */
    const words = {
        en: ['Chat with us', 'Any questions? Just ask.', 'Dismiss', 'Can’t connect. Try again?'],
        de: ['Chatte mit uns', 'Noch Fragen? Nur zu.', 'Schließen', 'Keine Verbindung. Nochmal?'],
        es: ['Chatea con nosotros', '¿Alguna pregunta? Aquí estamos.', 'Cerrar', 'Sin conexión. ¿Otra vez?'],
        ar: ['تحدّث معنا', 'لديك سؤال؟ نحن هنا.', 'إغلاق', 'لا اتصال. أعد المحاولة؟'],
    };
    const style = `:host{all:initial!important}
.root{all:initial;color-scheme:light dark;--a:var(--accent,light-dark(#1b6350,#6fc6a8))}
[hidden]{display:none!important}
.launch,.teaser{position:fixed;z-index:2147483000;inset-inline-end:24px;bottom:24px;border:1px solid #0000;cursor:pointer;box-shadow:0 6px 20px #0003;font:550 15px/1.4 -apple-system,"Segoe UI",Roboto,Inter,sans-serif}
.launch{display:flex;align-items:center;gap:9px;height:52px;padding:0 18px;border-radius:28px;background:var(--a);color:var(--on-accent,light-dark(#fff,#09231b))}
.launch::before{content:"";width:14px;height:10px;border:2px solid;border-radius:6px 6px 6px 0}
.launch:hover{filter:brightness(.93)}
:focus-visible{outline:2px solid var(--a);outline-offset:3px}
.start>*{inset-inline:24px auto}
.teaser{bottom:90px;width:240px;padding:13px;padding-inline-end:42px;border-radius:14px;background:light-dark(#fff,#1b1d1a);color:light-dark(#514e47,#bbb8ae)}
.teaser *{all:unset}
.teaser .x{position:absolute;top:6px;inset-inline-end:6px;width:32px;text-align:center}
@media(max-width:520px){.launch{bottom:16px;height:56px}.label{display:none}}`;

    /** @type {any} */
    let local = {};
    let session = local;
    try {
        local = localStorage;
        session = sessionStorage;
    } catch {
        // Forbidden: this page remembers.
    }

    /** @type {(tag?: string, props?: object, ...inner: string[]) => HTMLElement} */
    const make = (tag = '', props = {}, ...inner) => {
        const element = Object.assign(document.createElement(tag), props);
        element.append(...inner);
        return element;
    };

    class SupportChat extends HTMLElement {
        unread = 0;
        isOpen = false;
        origin = origin;
        root = make('div');
        launch = make('button', { className: 'launch', ariaExpanded: 'false', onclick: () => this.open() });
        teaser = make('div', { className: 'teaser', hidden: true });
        /** @type {any} */
        panel;
        /** @type {any} */
        options;

        connectedCallback() {
            if (this.options) return;
            for (const call of ['ask', 'identify', 'reset']) /** @type {any} */ (this)[call] = (/** @type {any} */ value) => this.tell(call, value);
            const options = (this.options = { ...script.dataset, ...this.dataset });
            if (options.mode) for (const [name, value] of new URLSearchParams(location.search)) options[name] = value;
            const lang = (options.lang || document.documentElement.lang || navigator.language).slice(0, 2);
            this.lang = words[lang] ? lang : 'en';
            this.dir = lang == 'ar' ? 'rtl' : 'ltr';
            this.style.setProperty('--accent', options.accent || '');
            this.style.setProperty('--on-accent', options.onAccent || '');
            this.attachShadow({ mode: 'open' }).append(this.root);
            this.adopt(style);
            this.root.className = 'root ' + options.side;
            this.root.style.colorScheme = options.theme || '';
            const [label, offer] = words[this.lang];
            this.launch.ariaLabel = label;
            this.launch.append(make('span', { className: 'label' }, label));
            this.root.append(this.launch, this.teaser);
            if (options.mode || session['support.open']) this.tell('open');
            else if (local['support.live']) this.load();
            else if (!local['support.teased']) setTimeout(() => this.panel || this.tease(offer), 20_000);
        }

        adopt(text = '') {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            this.shadowRoot?.adoptedStyleSheets.push(sheet);
        }

        load() {
            this.panel ??= Promise.all([...parts, `/w/widget/words-${this.lang}.js`].map(async (path) =>
                path.endsWith('js') ? import(origin + path) : (await fetch(origin + path)).text())
            ).then((loaded) => loaded.at(-2).mount(this, loaded));
            // What could not be fetched is asked for again at the next try.
            this.panel.catch(() => (this.panel = this.tease(words[this.lang][3])));
            return this.panel;
        }

        tell(call = '', value = /** @type {any} */ (null)) {
            return this.load().then((/** @type {any} */ panel) => panel[call](value), () => {});
        }

        open() {
            return this.tell('open', true);
        }

        close() {
            return this.panel && this.tell('close');
        }

        toggle() {
            return this.isOpen ? this.close() : this.open();
        }

        /** @param {any[]} call */
        push([call, value]) {
            /** @type {any} */ (this)[call](value);
        }

        tease(text = '', name = '') {
            local['support.teased'] = 1;
            const away = () => (this.teaser.hidden = true);
            this.teaser.replaceChildren(
                make('button', { onclick: () => this.open() }, name && name + ': ', text),
                make('button', { className: 'x', ariaLabel: words[this.lang][2], onclick: away }, '×'),
            );
            this.teaser.hidden = false;
        }
    }

    customElements.define('support-chat', SupportChat);
    const begin = () => {
        const shop = /** @type {any} */ (window);
        const early = shop.supportChat ?? [];
        shop.supportChat = document.querySelector('support-chat') ?? document.body.appendChild(new SupportChat());
        for (const call of early) shop.supportChat.push(call);
    };
    if (document.body) begin();
    else addEventListener('DOMContentLoaded', begin);
})();
