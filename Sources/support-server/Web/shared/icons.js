/** Drawings of lines on a field of 20 by 20, as path data, so that no page needs to fetch a file for them. */

const space = 'http://www.w3.org/2000/svg';

export const paths = {
    chat: 'M4 4h12a1.6 1.6 0 0 1 1.6 1.6v6.8A1.6 1.6 0 0 1 16 14H9.2L5.4 17v-3H4a1.6 1.6 0 0 1-1.6-1.6V5.6A1.6 1.6 0 0 1 4 4Z',
    send: 'M10 16V4.6M5.2 9.4 10 4.6l4.8 4.8',
    person: 'M6.9 6.8a3.1 3.1 0 1 0 6.2 0 3.1 3.1 0 1 0-6.2 0M3.8 17c.7-3.3 3.1-5 6.2-5s5.5 1.7 6.2 5',
    down: 'm5.2 7.6 4.8 4.8 4.8-4.8',
    right: 'm7.6 5.2 4.8 4.8-4.8 4.8',
    left: 'M12.4 5.2 7.6 10l4.8 4.8',
    alert: 'M8.8 3.9 2.4 15a1.4 1.4 0 0 0 1.2 2h12.8a1.4 1.4 0 0 0 1.2-2L11.2 3.9a1.4 1.4 0 0 0-2.4 0ZM10 8v3.6M10 14.2v.01',
    wifi: 'm3 3 14 14M2.4 8.4A11 11 0 0 1 6.2 6M9.4 5.2a10.9 10.9 0 0 1 8.2 3.2M5.2 11.3A7 7 0 0 1 9 9.4M12.7 10a7 7 0 0 1 2.1 1.3M8 14.1a3 3 0 0 1 4 0M10 16.6v.01',
    note: 'M3.8 5.2a1.4 1.4 0 0 1 1.4-1.4h9.6a1.4 1.4 0 0 1 1.4 1.4v6.6l-4.4 4.4H5.2a1.4 1.4 0 0 1-1.4-1.4zM16.2 11.8h-4.4v4.4',
    dots: 'M4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M9.4 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M14.8 10a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0',
    smile: 'M2.8 10a7.2 7.2 0 1 0 14.4 0 7.2 7.2 0 1 0-14.4 0M7 11.6c.7 1.2 1.7 1.8 3 1.8s2.3-.6 3-1.8M7.6 7.9v.01M12.4 7.9v.01',
    sound: 'M9.6 4.2 6 7.2H3.4v5.6H6l3.6 3zM12.6 7.6c1.3 1.3 1.3 3.5 0 4.8M15 5.2c2.6 2.6 2.6 7 0 9.6',
};

/**
 * A decorative drawing.
 *
 * @param {string} name of one of `paths`, to which pages add their own
 * @param {string} [size] `s` or `xs`
 */
export function icon(name, size) {
    return drawing(/** @type {Record<string, string>} */ (paths)[name] ?? '', size ? `icon icon-${size}` : 'icon');
}

/**
 * @param {string} path
 * @param {string} className
 * @param {number} [field] how wide and high it was drawn
 */
export function drawing(path, className, field = 20) {
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', className);
    svg.setAttribute('viewBox', `0 0 ${field} ${field}`);
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS(space, 'path');
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
}
