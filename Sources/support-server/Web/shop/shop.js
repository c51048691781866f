// What a shop's own buttons say to the chat, by its public calls alone: they wait in a list until the chat has loaded.

/** @param {...string} call the name of a public call, and its argument */
function tellChat(...call) {
    const page = /** @type {{ supportChat: { push(call: string[]): unknown } }} */ (/** @type {unknown} */ (window));
    page.supportChat ??= [];
    page.supportChat.push(call);
}

document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset.ask) tellChat('ask', button.dataset.ask);
    else if (button?.hasAttribute('data-open')) tellChat('open');
});
