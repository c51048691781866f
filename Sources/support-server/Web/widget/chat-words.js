/** All words of the chat. */

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** @param {number} seconds */
function about(seconds) {
    if (seconds < 90) return 'About a minute';
    return `About ${Math.round(seconds / 60)} minutes`;
}

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
