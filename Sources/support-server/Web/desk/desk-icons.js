/** The drawings of the desk and of the answers’ page: lines on a field of 20 by 20. */

const space = 'http://www.w3.org/2000/svg';

const paths = {
    chat: 'M4 4h12a1.6 1.6 0 0 1 1.6 1.6v6.8A1.6 1.6 0 0 1 16 14H9.2L5.4 17v-3H4a1.6 1.6 0 0 1-1.6-1.6V5.6A1.6 1.6 0 0 1 4 4Z',
    send: 'M10 16V4.6M5.2 9.4 10 4.6l4.8 4.8',
    person: 'M6.9 6.8a3.1 3.1 0 1 0 6.2 0a3.1 3.1 0 1 0 -6.2 0zM3.8 17c.7-3.3 3.1-5 6.2-5s5.5 1.7 6.2 5',
    bot: 'M6.2 7h7.6a2.6 2.6 0 0 1 2.6 2.6v3.8a2.6 2.6 0 0 1 -2.6 2.6h-7.6a2.6 2.6 0 0 1 -2.6 -2.6v-3.8a2.6 2.6 0 0 1 2.6 -2.6zM10 7V4.4M7.6 11v1M12.4 11v1M9.1 3.4a0.9 0.9 0 1 0 1.8 0a0.9 0.9 0 1 0 -1.8 0z',
    x: 'm5.2 5.2 9.6 9.6M14.8 5.2l-9.6 9.6',
    down: 'm5.2 7.6 4.8 4.8 4.8-4.8',
    right: 'm7.6 5.2 4.8 4.8-4.8 4.8',
    left: 'M12.4 5.2 7.6 10l4.8 4.8',
    check: 'm4 10.6 3.8 3.8L16 6',
    checks: 'm1.8 10.8 3.5 3.5L12.6 6.6M9.4 13.2l1.1 1.1 7.6-7.7',
    clock: 'M2.8 10a7.2 7.2 0 1 0 14.4 0a7.2 7.2 0 1 0 -14.4 0zM10 6v4.2l2.7 1.6',
    alert: 'M8.8 3.9 2.4 15a1.4 1.4 0 0 0 1.2 2h12.8a1.4 1.4 0 0 0 1.2-2L11.2 3.9a1.4 1.4 0 0 0-2.4 0ZM10 8v3.6M10 14.2v.01',
    inbox: 'm2.8 11.4 2.3-6.2a1.2 1.2 0 0 1 1.1-.8h7.6a1.2 1.2 0 0 1 1.1.8l2.3 6.2v3.4a1.6 1.6 0 0 1-1.6 1.6H4.4a1.6 1.6 0 0 1-1.6-1.6zM2.8 11.4h4.1l1 2.1h4.2l1-2.1h4.1',
    plus: 'M10 4.6v10.8M4.6 10h10.8',
    wifi: 'm3 3 14 14M2.4 8.4A11 11 0 0 1 6.2 6M9.4 5.2a10.9 10.9 0 0 1 8.2 3.2M5.2 11.3A7 7 0 0 1 9 9.4M12.7 10a7 7 0 0 1 2.1 1.3M8 14.1a3 3 0 0 1 4 0M10 16.6v.01',
    note: 'M3.8 5.2a1.4 1.4 0 0 1 1.4-1.4h9.6a1.4 1.4 0 0 1 1.4 1.4v6.6l-4.4 4.4H5.2a1.4 1.4 0 0 1-1.4-1.4zM16.2 11.8h-4.4v4.4',
    refresh: 'M16 10a6 6 0 1 1-1.8-4.3L16 7.4M16 3.6v3.8h-3.8',
    book: 'M4 15.6V4.8A1.8 1.8 0 0 1 5.8 3H16v11.2M4 15.6A1.6 1.6 0 0 0 5.6 17.2H16v-3H5.4A1.4 1.4 0 0 0 4 15.6Z',
    chart: 'M3.4 16.6h13.2M5.6 13.4V9.6M10 13.4V4.6M14.4 13.4V7.6',
    sliders: 'M3 6.2h7.4M14.6 6.2H17M3 13.8h2.4M9.6 13.8H17M10.4 6.2a2.1 2.1 0 1 0 4.2 0a2.1 2.1 0 1 0 -4.2 0zM5.4 13.8a2.1 2.1 0 1 0 4.2 0a2.1 2.1 0 1 0 -4.2 0z',
    bell: 'M5.4 8.6a4.6 4.6 0 0 1 9.2 0c0 4 1.6 5.2 1.6 5.2H3.8s1.6-1.2 1.6-5.2ZM8.4 16.4a1.8 1.8 0 0 0 3.2 0',
    dots: 'M4.6 10v.01M10 10v.01M15.4 10v.01',
    pencil: 'm3.8 16.2.8-3.5 8.6-8.6a1.5 1.5 0 0 1 2.1 0l.6.6a1.5 1.5 0 0 1 0 2.1l-8.6 8.6zM11.6 5.8l2.6 2.6',
    file: 'M5 4.2A1.4 1.4 0 0 1 6.4 2.8H11L15.2 7v8.8a1.4 1.4 0 0 1-1.4 1.4H6.4A1.4 1.4 0 0 1 5 15.8zM11 2.8V7h4.2',
    search: 'M3.6 8.8a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0zM0 0m12.7 12.7 4.1 4.1',
    bolt: 'M11 2.6 4.6 11.4H10l-1 6 6.4-8.8H10z',
    swap: 'M4 6.8h11.4M12.4 3.8l3 3-3 3M16 13.2H4.6M7.6 10.2l-3 3 3 3',
    download: 'M10 3.4v9.2M6 8.8l4 4 4-4M3.8 16.6h12.4',
    eye: 'M2.2 10S5 4.8 10 4.8 17.8 10 17.8 10 15 15.2 10 15.2 2.2 10 2.2 10ZM7.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0 -4.6 0z',
    key: 'M4.4 5h11.2a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-11.2a2 2 0 0 1 -2 -2v-6a2 2 0 0 1 2 -2zM5.6 8.4v.01M8.6 8.4v.01M11.6 8.4v.01M14.4 8.4v.01M6.6 11.8h6.8',
    sound: 'M3.4 8v4h2.8l4 3.2V4.8L6.2 8zM13 7.4a3.6 3.6 0 0 1 0 5.2M15.2 5.2a6.8 6.8 0 0 1 0 9.6',
    globe: 'M2.8 10a7.2 7.2 0 1 0 14.4 0a7.2 7.2 0 1 0 -14.4 0zM2.8 10h14.4M10 2.8c2.2 2 3.2 4.4 3.2 7.2s-1 5.2-3.2 7.2c-2.2-2-3.2-4.4-3.2-7.2s1-5.2 3.2-7.2Z',
    spark: 'M10 3v3.4M10 13.6V17M3 10h3.4M13.6 10H17M5.4 5.4l2 2M12.6 12.6l2 2M14.6 5.4l-2 2M7.4 12.6l-2 2',
    smile: 'M2.8 10a7.2 7.2 0 1 0 14.4 0a7.2 7.2 0 1 0 -14.4 0zM6.9 11.6c.7 1.2 1.7 1.9 3.1 1.9s2.4-.7 3.1-1.9M7.6 8v.01M12.4 8v.01',
};

/** @typedef {keyof typeof paths} IconName */

/**
 * A decorative drawing.
 *
 * @param {IconName} name
 * @param {'s' | 'xs'} [size] 16 or 14 pixels instead of 20
 */
export function icon(name, size) {
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', size ? `icon icon-${size}` : 'icon');
    svg.setAttribute('viewBox', '0 0 20 20');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', paths[name]);
    if (name === 'dots') path.setAttribute('stroke-width', '2.4');
    svg.append(path);
    return svg;
}

/** A cup of something hot, for when there is nothing to do. */
export function cup() {
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
