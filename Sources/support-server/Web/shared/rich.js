/**
 * The tree of an answer, as the server sends it, made into nodes.
 *
 * @typedef {string | [string, ...any[]]} RichNode
 */
import { h } from './dom.js';

/** @type {Record<string, string>} */
const tags = { p: 'p', b: 'strong', i: 'em', quote: 'blockquote', br: 'br' };
const schemes = ['http:', 'https:', 'mailto:', 'tel:'];

/**
 * @param {Wire.RichNode[]} blocks
 * @returns {Node[]}
 */
export function richNodes(blocks) {
    return blocks.map((block) => (block[0] === 'code' ? h('pre', null, node(block)) : node(block)));
}

/**
 * A message as nodes: its tree if it has one, else its words, a paragraph for each line.
 *
 * @param {{content: string, rich?: Wire.RichNode[] | null}} message
 * @returns {Node[]}
 */
export function messageNodes(message) {
    if (Array.isArray(message.rich) && message.rich.length > 0) return richNodes(message.rich);
    return message.content.split(/\n+/).map((line) => h('p', null, line));
}

/**
 * @param {Wire.RichNode} tree
 * @returns {Node}
 */
function node(tree) {
    if (!Array.isArray(tree)) return document.createTextNode(String(tree));
    const [tag, ...inner] = tree;
    switch (tag) {
        case 'ul':
        case 'ol':
            // Its marks stand where its words begin.
            return h(tag, { dir: 'auto' }, inner.map((item) => h('li', null, item.map(node))));
        case 'code':
            return h('code', null, String(inner[0] ?? ''));
        case 'a':
            return link(String(inner[0] ?? ''), String(inner[1] ?? inner[0] ?? ''));
        default:
            return h(tags[tag] ?? 'span', null, inner.map(node));
    }
}

/**
 * @param {string} address
 * @param {string} text
 * @returns {Node}
 */
function link(address, text) {
    const url = parsedURL(address);
    // The server lets only these through; a client must not need to trust that.
    if (!url || !schemes.includes(url.protocol)) return document.createTextNode(text);
    return h('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/**
 * @param {string} address
 * @returns {URL | null} null when it is no absolute address
 */
export function parsedURL(address) {
    try {
        return new URL(address);
    } catch {
        return null;
    }
}
