/** All words of the pages that are not in the pages themselves. */

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** @param {number} seconds */
function about(seconds) {
    if (seconds < 90) return 'About a minute';
    return `About ${Math.round(seconds / 60)} minutes`;
}

/** @type {Record<string, string>} */
const escalations = {
    asked: 'asked for a person',
    missed: 'assistant had no answer',
    stepped_in: 'an agent stepped in',
    bot_failed: 'assistant failed',
};

export const chat = {
    shop: 'Harbor & Pine',
    title: 'Help from Harbor & Pine',
    assistant: 'Assistant',
    subtitle: {
        automated: 'The assistant answers right away',
        queued: 'You’re in line for a person',
        claimed: 'Harbor & Pine, here now',
        closed: 'This chat has ended',
        lost: 'Reconnecting',
    },
    oftenAsked: 'Often asked',
    looking: 'is looking it up',
    writing: 'is writing',
    askPerson: 'Talk to a person',
    askingPerson: 'Asking for a person',
    endChat: 'End chat',
    placeholder: { automated: 'Write a message', queued: 'Add anything that helps', claimed: 'Write a message', closed: '' },
    waitingToSend: 'Waiting to send',
    sending: 'Sending',
    sent: 'Sent',
    read: 'Read',
    tryAgain: 'Try again',
    remove: 'Remove',
    didThisHelp: 'Did this help?',
    helped: 'Yes, this helped',
    helpedNot: 'No, this didn’t help',
    saidHelped: 'You said: it helped',
    saidHelpedNot: 'You said: it didn’t help',
    lost: 'You’re offline.',
    lostMore: 'Keep writing, we’ll send it when you’re back.',
    tryNow: 'Try now',
    gotIt: 'Got it',
    place: (/** @type {number} */ position) =>
        ordinals[position - 1] ? `You’re ${ordinals[position - 1]} in line` : `You’re number ${position} in line`,
    wait: (/** @type {number | null} */ seconds) => (seconds ? `${about(seconds)}. ` : '') + 'Your chat so far goes with you.',
    rateQuestion: 'How did that go?',
    rates: ['Bad', 'Poor', 'Okay', 'Good', 'Great'],
    rateComment: 'Anything to add? (optional)',
    rateSend: 'Send',
    rateThanks: 'Thank you. That helps us get better.',
    startNew: 'Start a new conversation',
    cannotStart: 'The chat can’t start right now.',
    gone: 'This chat can’t be opened here any more.',
    unread: (/** @type {number} */ count) => (count === 1 ? '1 unread message' : `${count} unread messages`),
    launcher: 'Chat with us',
};

export const desk = {
    signInFailed: 'That name and password don’t match.',
    signedOut: 'Your session has ended. Please sign in again.',
    guest: (/** @type {string} */ id) => `Guest ${id.slice(-4)}`,
    assistant: 'Assistant',
    noneWaiting: 'Nothing waiting.',
    noneMine: 'No chats yet. Claim one to start.',
    longest: (/** @type {string} */ age) => `longest ${age}`,
    reason: (/** @type {string} */ reason) => escalations[reason] ?? reason.replaceAll('_', ' ').replace(/^entry[: ]+/, ''),
    online: 'online',
    offline: 'left the page',
    page: (/** @type {string} */ page) => `On this page: ${page}`,
    before: 'Before you joined',
    soFar: 'What happened so far',
    counted: (/** @type {number} */ count) => (count === 1 ? '1 message' : `${count} messages`),
    waited: (/** @type {string} */ age) => `Waited ${age}.`,
    answeredWith: (/** @type {string} */ slug) => slug.replaceAll('-', ' '),
    noAnswer: 'no answer',
    tried: 'The assistant tried',
    nothingSaid: 'The customer has not written anything yet.',
    claim: 'Claim',
    claimHint: 'Nobody has this chat yet.',
    claimMore: 'Claim it to answer. The customer sees your name.',
    withAssistant: 'The assistant has this chat.',
    withAssistantMore: 'Claim it to step in.',
    theirs: (/** @type {string} */ name) => `${name} has this chat.`,
    theirsMore: 'You can read along and leave notes.',
    closed: 'This chat is closed.',
    closedMore: 'You can still leave a note for your team.',
    reply: 'Reply',
    note: 'Note',
    replyPlaceholder: (/** @type {string} */ name) => `Reply to ${name}`,
    notePlaceholder: 'Only your team sees this',
    noteLabel: 'Note, only your team sees this.',
    send: 'Send',
    addNote: 'Add note',
    writing: (/** @type {string} */ name) => `${name} is writing`,
    read: 'Read',
    sent: 'Sent',
    sending: 'Sending',
    waitingToSend: 'Waiting to send',
    tryAgain: 'Try again',
    remove: 'Remove',
    release: 'Release',
    releaseHint: 'Back to the queue, at its old place',
    handBack: 'Hand back',
    handBackHint: 'Back to the assistant',
    close: 'Close',
    back: 'Back to chats',
    lost: 'Connection lost.',
    lostMore: 'Trying again. What you write is kept and sent.',
    pick: 'Pick a chat',
    pickMore: 'Waiting customers stand on the left, the longest wait first.',
    rated: (/** @type {number} */ score) => `rated ${score} of 5`,
    unread: (/** @type {number} */ count) => `${count} unread`,
    title: 'Chats',
    load: (/** @type {number} */ active, /** @type {number} */ most) => `${active} of ${most} chats`,
};

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/**
 * A time of day: `14:02`.
 *
 * @param {string} moment
 */
export function timeOfDay(moment) {
    return clock.format(new Date(moment));
}

/**
 * How long something has lasted: `0:18`, `6:12`, `2 h 5 min`.
 *
 * @param {number} milliseconds
 */
export function age(milliseconds) {
    const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * The letters in place of a face: `FL` for Freja Lund.
 *
 * @param {string} name
 */
export function initials(name) {
    const words = name.trim().split(/\s+/);
    const letters = words.length > 1 ? [words[0], words[words.length - 1]].map((word) => [...word][0]) : [...name].slice(0, 2);
    return letters.join('').toUpperCase();
}
