/** The drawings of a chat that has begun, apart from those that its start needs. */
import { paths } from './icons.js';

const more = {
    bot: 'M6.2 7h7.6a2.6 2.6 0 0 1 2.6 2.6v3.8a2.6 2.6 0 0 1-2.6 2.6H6.2a2.6 2.6 0 0 1-2.6-2.6V9.6A2.6 2.6 0 0 1 6.2 7ZM10 7V4.4M7.6 11v1M12.4 11v1M9.1 3.4a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0',
    check: 'm4 10.6 3.8 3.8L16 6',
    checks: 'm1.8 10.8 3.5 3.5L12.6 6.6M9.4 13.2l1.1 1.1 7.6-7.7',
    clock: 'M2.8 10a7.2 7.2 0 1 0 14.4 0 7.2 7.2 0 1 0-14.4 0M10 6v4.2l2.7 1.6',
    plus: 'M10 4.6v10.8M4.6 10h10.8',
    up: 'M6.4 9.2v7H4.2a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM6.4 9.4l3-6.2a2 2 0 0 1 2 2v2.6h4a1.4 1.4 0 0 1 1.4 1.6l-.9 5.4a1.6 1.6 0 0 1-1.6 1.4H6.4',
    dn: 'M13.6 10.8v-7h2.2a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1zM13.6 10.6l-3 6.2a2 2 0 0 1-2-2v-2.6h-4a1.4 1.4 0 0 1-1.4-1.6l.9-5.4a1.6 1.6 0 0 1 1.6-1.4h7.9',
    book: 'M4 15.6V4.8A1.8 1.8 0 0 1 5.8 3H16v11.2M4 15.6A1.6 1.6 0 0 0 5.6 17.2H16v-3H5.4A1.4 1.4 0 0 0 4 15.6Z',
};

/** @typedef {keyof typeof more} ChatIcon */

Object.assign(paths, more);

export { icon } from './icons.js';
