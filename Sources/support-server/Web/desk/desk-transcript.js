/**
 * The words of the open conversation. They stand in blocks, of which only those near the view have nodes; a block that
 * is put away keeps its height, so that nothing moves.
 *
 * @typedef {import('./desk-state.js').Desk} Desk
 * @typedef {import('./open-talk.js').OpenTalk} OpenTalk
 */
import { h, showRows } from '../shared/dom.js';
import { beforeRow, earlyMessages } from './before-card.js';
import { icon } from './desk-icons.js';
import { claimRow, messageRows, outgoingRow, typingRow } from './message-rows.js';
import { nameOf } from './customer-face.js';
import { words as say } from './desk-words.js';

/** So many numbers of events share a block. */
const blockSize = 50;
/** Pixels: so near the end one reads along, and so near the beginning older messages are fetched. */
const endWithin = 48;
const olderWithin = 1_500;

/** @typedef {{node: HTMLElement, isNear: boolean, rows: import('../shared/dom.js').Row[]}} Block */

/**
 * @param {Desk} desk
 * @returns {{element: HTMLElement, draw: () => void, focus: () => void, toEnd: () => void}}
 */
export function transcriptRegion(desk) {
    const top = h('div', { class: 'older' });
    const body = h('div', { class: 'blocks' });
    const tail = h('div', { class: 'tail' });
    const log = h('div', { class: 'log', role: 'log', 'aria-live': 'off', tabIndex: 0 }, h('div', { class: 'space' }), top, body, tail);
    const down = h('button', { type: 'button', class: 'to-end', hidden: true }, icon('down', 's'), say.newMessages);
    const element = h('div', { class: 'transcript' }, log, down);

    /** @type {OpenTalk | null} */
    let talk = null;
    let isAtEnd = true;
    let newest = 0;
    /** @type {number | null} The message to bring into view, once. */
    let wanted = null;
    let wantedAddress = '';
    /** @type {Map<number, Block>} */
    let blocks = new Map();
    /** Blocks before this one are fetched and not shown yet. */
    let firstBlock = Infinity;

    const watcher = new IntersectionObserver((entries) => {
        const known = new Map([...blocks.values()].map((one) => [one.node, one]));
        // All is measured before anything is changed, since each change makes the next measure dear.
        const moved = entries.flatMap(({ target, isIntersecting, boundingClientRect }) => {
            const block = known.get(/** @type {HTMLElement} */ (target));
            if (!block || block.isNear === isIntersecting || (!isIntersecting && isHeld(block.node))) return [];
            return [{ block, isNear: isIntersecting, height: boundingClientRect.height }];
        });
        if (moved.length === 0) return;
        keepPlace(() => {
            for (const { block, isNear, height } of moved) {
                block.isNear = isNear;
                block.node.style.height = isNear ? '' : `${height}px`;
                if (!isNear) block.node.replaceChildren();
            }
            if (moved.some((one) => one.isNear)) drawAll();
        });
        seek();
    }, { root: log, rootMargin: '1200px 0px' });

    function draw() {
        if (talk !== desk.open) begin(desk.open);
        if (!talk?.conversation) return;
        const { conversation } = talk;
        log.setAttribute('aria-label', say.conversation(nameOf(conversation)));
        const address = `${talk.id} ${desk.route.query.get('at')}`;
        if (address !== wantedAddress) {
            wantedAddress = address;
            wanted = Number(desk.route.query.get('at')) || null;
        }
        keepPlace(drawAll);
        const last = talk.messages.at(-1)?.seq ?? 0;
        if (last > newest && newest > 0 && !isAtEnd) down.hidden = false;
        newest = last;
        seek();
        showOlder();
    }

    /** @param {OpenTalk | null} next */
    function begin(next) {
        talk = next;
        watcher.disconnect();
        blocks = new Map();
        firstBlock = Infinity;
        for (const part of [top, body, tail]) part.replaceChildren();
        isAtEnd = true;
        newest = 0;
        down.hidden = true;
    }

    function drawAll() {
        if (!talk?.conversation) return;
        const early = earlyMessages(talk);
        const isEarly = new Set(early);
        if (firstBlock === Infinity) firstBlock = Math.floor((talk.messages.at(-1)?.seq ?? 0) / blockSize) - 1;
        const shown = talk.messages.filter((one) => !isHidden(one.seq) && !isEarly.has(one));
        showRows(top, talk.heldAfter > 0 || isHidden(talk.messages[0]?.seq ?? 0)
            ? [{ key: 'loading', state: 0, make: () => h('p', { class: 'sys' }, h('span', null, say.loadingOlder)) }]
            : [...(early.length > 0 ? [beforeRow(talk, early)] : []), ...firstClaims(talk, shown)]);
        drawBlocks(shown);
        const isCut = desk.connection === 'lost';
        showRows(tail, [
            ...talk.outbox.entries.map((entry) => outgoingRow(/** @type {OpenTalk} */ (talk), entry, isCut)),
            ...(talk.isCustomerTyping ? [typingRow(nameOf(talk.conversation))] : []),
        ]);
    }

    /** @param {Wire.Message[]} shown */
    function drawBlocks(shown) {
        /** @type {Map<number, number[]>} The places in `shown` of each block’s messages. */
        const places = new Map();
        shown.forEach(({ seq }, index) => {
            const key = Math.floor(seq / blockSize);
            const known = places.get(key);
            if (known) known.push(index);
            else places.set(key, [index]);
        });
        for (const [key, block] of blocks) {
            if (places.has(key)) continue;
            watcher.unobserve(block.node);
            block.node.remove();
            blocks.delete(key);
        }
        /** @type {Element | null} */
        let next = body.firstElementChild;
        for (const [key, indices] of places) {
            let block = blocks.get(key);
            if (!block) {
                block = { node: h('div', { class: 'block' }), isNear: true, rows: [] };
                blocks.set(key, block);
                body.insertBefore(block.node, next);
                watcher.observe(block.node);
            }
            next = block.node.nextElementSibling;
            if (!block.isNear) continue;
            drawBlock(block, indices, shown);
        }
    }

    /**
     * @param {Block} block
     * @param {number[]} indices
     * @param {Wire.Message[]} shown
     */
    function drawBlock(block, indices, shown) {
        block.rows = indices.flatMap((index) => {
            const message = shown[index];
            return message && talk ? messageRows(talk, message, shown[index - 1], shown[index + 1]) : [];
        });
        showRows(block.node, block.rows);
    }

    /** Shows or fetches what is before, when that is near: a block at a time, so that no frame has much to do. */
    function showOlder() {
        if (!talk || log.scrollTop >= olderWithin || log.clientHeight === 0) return;
        if (isHidden((talk.messages[0]?.seq ?? 0))) {
            firstBlock -= 1;
            desk.changed();
        } else if (talk.heldAfter > 0) {
            talk.loadOlder().catch(() => {});
        }
    }

    /** @param {number} seq */
    function isHidden(seq) {
        return Math.floor(seq / blockSize) < firstBlock;
    }

    /** Goes on towards the message that the address names. */
    function seek() {
        if (wanted === null || !talk) return;
        firstBlock = Math.min(firstBlock, Math.floor(wanted / blockSize) - 1);
        if (talk.heldAfter >= wanted) {
            talk.loadOlder().catch(() => {});
            return;
        }
        const node = log.querySelector(`[data-seq="${wanted}"]`) ?? blocks.get(Math.floor(wanted / blockSize))?.node;
        if (!node) return;
        isAtEnd = false;
        node.scrollIntoView({ block: 'center' });
        if (node.matches('[data-seq]')) {
            node.classList.add('found');
            wanted = null;
        }
    }

    /**
     * Makes a change that may alter heights, and keeps what one reads where it is: the end, or the message at the top.
     *
     * @param {() => void} change
     */
    function keepPlace(change) {
        const anchor = isAtEnd ? null : anchorNode();
        const before = anchor?.getBoundingClientRect().top ?? 0;
        change();
        if (isAtEnd) log.scrollTop = log.scrollHeight;
        else if (anchor?.isConnected) log.scrollTop += anchor.getBoundingClientRect().top - before;
    }

    /** The first message that can be seen. */
    function anchorNode() {
        const edge = log.getBoundingClientRect().top;
        for (const block of body.children) {
            if (block.getBoundingClientRect().bottom <= edge) continue;
            for (const row of block.children) if (row.getBoundingClientRect().bottom > edge) return row;
            return block;
        }
        return null;
    }

    function toEnd() {
        isAtEnd = true;
        wanted = null;
        down.hidden = true;
        log.scrollTop = log.scrollHeight;
    }

    down.addEventListener('click', toEnd);
    log.addEventListener('scroll', () => {
        isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < endWithin;
        if (isAtEnd) down.hidden = true;
        showOlder();
    }, { passive: true });
    const sizes = new ResizeObserver(() => {
        if (isAtEnd) log.scrollTop = log.scrollHeight;
    });
    sizes.observe(log);
    sizes.observe(body);

    return { element, draw, focus: () => log.focus(), toEnd };
}

/**
 * Claims before which nothing was said that is shown.
 *
 * @param {OpenTalk} talk
 * @param {Wire.Message[]} shown
 */
function firstClaims(talk, shown) {
    return talk.claims.filter(({ seq }) => seq < (shown[0]?.seq ?? Infinity)).map((claim) => claimRow(talk, claim));
}

/**
 * Whether a node has the focus or part of what is selected.
 *
 * @param {Node} node
 */
function isHeld(node) {
    const selection = getSelection();
    return node.contains(document.activeElement) || (selection !== null && !selection.isCollapsed && selection.containsNode(node, true));
}
