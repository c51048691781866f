/** The drawings of the desk and of the answers’ page, beside those that all faces have. */
import '../shared/chat-icons.js';
import { icon as draw, paths } from '../shared/icons.js';

const own = {
    x: 'm5.2 5.2 9.6 9.6M14.8 5.2l-9.6 9.6',
    inbox: 'm2.8 11.4 2.3-6.2a1.2 1.2 0 0 1 1.1-.8h7.6a1.2 1.2 0 0 1 1.1.8l2.3 6.2v3.4a1.6 1.6 0 0 1-1.6 1.6H4.4a1.6 1.6 0 0 1-1.6-1.6zM2.8 11.4h4.1l1 2.1h4.2l1-2.1h4.1',
    refresh: 'M16 10a6 6 0 1 1-1.8-4.3L16 7.4M16 3.6v3.8h-3.8',
    chart: 'M3.4 16.6h13.2M5.6 13.4V9.6M10 13.4V4.6M14.4 13.4V7.6',
    sliders: 'M3 6.2h7.4M14.6 6.2H17M3 13.8h2.4M9.6 13.8H17M10.4 6.2a2.1 2.1 0 1 0 4.2 0a2.1 2.1 0 1 0 -4.2 0zM5.4 13.8a2.1 2.1 0 1 0 4.2 0a2.1 2.1 0 1 0 -4.2 0z',
    pencil: 'm3.8 16.2.8-3.5 8.6-8.6a1.5 1.5 0 0 1 2.1 0l.6.6a1.5 1.5 0 0 1 0 2.1l-8.6 8.6zM11.6 5.8l2.6 2.6',
    file: 'M5 4.2A1.4 1.4 0 0 1 6.4 2.8H11L15.2 7v8.8a1.4 1.4 0 0 1-1.4 1.4H6.4A1.4 1.4 0 0 1 5 15.8zM11 2.8V7h4.2',
    search: 'M3.6 8.8a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0zM0 0m12.7 12.7 4.1 4.1',
    bolt: 'M11 2.6 4.6 11.4H10l-1 6 6.4-8.8H10z',
    swap: 'M4 6.8h11.4M12.4 3.8l3 3-3 3M16 13.2H4.6M7.6 10.2l-3 3 3 3',
    download: 'M10 3.4v9.2M6 8.8l4 4 4-4M3.8 16.6h12.4',
    key: 'M4.4 5h11.2a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-11.2a2 2 0 0 1 -2 -2v-6a2 2 0 0 1 2 -2zM5.6 8.4v.01M8.6 8.4v.01M11.6 8.4v.01M14.4 8.4v.01M6.6 11.8h6.8',
    spark: 'M10 3v3.4M10 13.6V17M3 10h3.4M13.6 10H17M5.4 5.4l2 2M12.6 12.6l2 2M14.6 5.4l-2 2M7.4 12.6l-2 2',
};

/** @typedef {keyof typeof paths | keyof typeof own | import('../shared/chat-icons.js').ChatIcon} IconName */

Object.assign(paths, own);

/**
 * A decorative drawing.
 *
 * @type {(name: IconName, size?: 's' | 'xs') => SVGElement}
 */
export const icon = draw;

/** A cup of something hot, for when there is nothing to do. */
export function cup() {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'art');
    svg.setAttribute('viewBox', '0 0 148 92');
    svg.setAttribute('aria-hidden', 'true');
    for (const [kind, d] of [
        ['table', 'M14 78h120'],
        ['cup', 'M50 40h42c0 24-6 36-21 36S50 64 50 40z'],
        ['handle', 'M92 46c14-2 16 20-3 22'],
        ['steam', 'M64 30c-4-7 5-10 1-18M77 30c-4-7 5-10 1-18'],
    ]) {
        const path = document.createElementNS(space, 'path');
        path.setAttribute('class', kind ?? '');
        path.setAttribute('d', d ?? '');
        svg.append(path);
    }
    return svg;
}
