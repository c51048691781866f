/** Says something on the answers' page to those who listen instead of look. */
import { announce, h } from '../shared/dom.js';

const status = h('div', { class: 'vh', id: 'status', role: 'status' });
document.body.append(status);

/** @param {string} text */
export const tell = (text) => announce(status, text);
