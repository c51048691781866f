"""Somebody who listens to a page with a screen reader: what its live regions say, in order, over reloads as well."""

from playwright.sync_api import Page

# Shadow roots are watched from the moment they are made. What is added within a region that is live and visible is spoken.
listen = """
(() => {
    const quiet = (node) => {
        for (let at = node; at; at = at.parentElement) {
            const role = at.getAttribute('role');
            const live = at.getAttribute('aria-live') ?? { status: 'polite', alert: 'assertive', log: 'polite' }[role];
            if (live) return live === 'off';
        }
        return true;
    };
    const watch = (root) => new MutationObserver((changes) => {
        for (const change of changes) {
            const region = change.target instanceof Element ? change.target : change.target.parentElement;
            if (!region || quiet(region) || !region.checkVisibility()) continue;
            const said = change.type === 'characterData' ? [change.target] : [...change.addedNodes];
            for (const node of said) if (node.textContent.trim()) speakAloud(node.textContent.trim());
        }
    }).observe(root, { subtree: true, childList: true, characterData: true });
    watch(document);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
        const root = attach.call(this, options);
        watch(root);
        return root;
    };
})();
"""


class Listener:
    def __init__(self, page: Page):
        self.heard: list[str] = []
        page.expose_function("speakAloud", lambda said: self.heard.append(said))
        page.add_init_script(listen)

    def times(self, words: str) -> int:
        return sum(words in said for said in self.heard)
