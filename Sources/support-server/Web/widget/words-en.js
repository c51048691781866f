/** The widget's words in English, and the shape of those in every other language. */
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** @param {number} seconds */
const about = (seconds) => (seconds < 90 ? 'About a minute' : `About ${Math.round(seconds / 60)} minutes`);

export const words = {
    // The head
    help: (/** @type {string} */ shop) => (shop ? `Help from ${shop}` : 'Help'),
    options: 'Chat options',
    minimise: 'Minimise chat',
    answersAtOnce: 'The assistant answers right away',
    inLine: 'You’re in line for a person',
    hereNow: (/** @type {string} */ shop) => (shop ? `${shop}, here now` : 'Here now'),
    ended: 'This chat has ended',
    reconnecting: 'Reconnecting',
    peopleAreBack: (/** @type {string} */ when) => `People are back ${when}`,

    // The start
    greetings: ['Good morning.', 'Good afternoon.', 'Good evening.'],
    whatCanWeHelpWith: 'What can we help with?',
    oftenAsked: 'Often asked',
    lastChat: 'Your last chat',
    backToStart: 'Back',

    // Messages
    conversation: 'Conversation',
    today: 'Today',
    yesterday: 'Yesterday',
    assistant: 'Assistant',
    isLooking: 'The assistant is looking it up',
    isWriting: (/** @type {string} */ name) => `${name} is writing`,
    joined: (/** @type {string} */ name) => `${name} joined`,
    askedForPerson: 'You asked for a person',
    sent: 'Sent',
    read: 'Read',
    addedForPerson: 'Added for the person',
    sending: 'Sending',
    waitingToSend: 'Waiting to send',
    tryAgain: 'Try again',
    remove: 'Remove',
    askingForPerson: 'Asking for a person',
    suggested: 'Suggested replies',
    didThisHelp: 'Did this help?',
    yesHelped: 'Yes, this helped',
    noHelp: 'No, this didn’t help',
    saidHelped: 'You said: it helped',
    saidNoHelp: 'You said: it didn’t help',
    unread: (/** @type {number} */ count) => (count === 1 ? '1 unread message' : `${count} unread messages`),

    // Writing
    yourMessage: 'Your message',
    writeMessage: 'Write a message',
    replyTo: (/** @type {string} */ name) => `Reply to ${name}`,
    addAnything: 'Add anything that helps',
    askAssistant: 'Ask the assistant',
    addEmoji: 'Add emoji',
    send: 'Send message',
    emojis: 'Emojis',

    // The foot
    talkToPerson: 'Talk to a person',
    endChat: 'End chat',
    soundOn: 'Sound on',
    soundOff: 'Sound off',
    assistantRests: 'The assistant is resting',
    openUntil: (/** @type {string} */ time) => `Open until ${time}`,
    usualWait: (/** @type {number} */ minutes) => `Usually ${minutes} min wait`,
    kept: (/** @type {number} */ count) =>
        count === 1 ? '1 message waiting, kept on this device' : `${count} messages waiting, kept on this device`,

    // In line
    place: (/** @type {number} */ position) =>
        ordinals[position - 1] ? `You’re ${ordinals[position - 1]} in line` : `You’re number ${position} in line`,
    wait: (/** @type {number | null} */ seconds) => (seconds ? `${about(seconds)}. ` : '') + 'Your chat so far goes with you.',
    keepShopping: 'Keep shopping if you like. We hold your place.',
    emailInstead: 'Email me instead',
    leaveLine: 'Leave the line',

    // Strips
    offline: 'You’re offline.',
    offlineMore: 'Keep writing, we’ll send it when you’re back.',
    tryNow: 'Try now',
    gotIt: 'Got it',
    cannotStart: 'The chat can’t start right now.',
    unreachable: 'We can’t be reached right now.',
    gone: 'This chat can’t be opened here any more.',

    // The end
    howDidThatGo: 'How did that go?',
    scores: ['Bad', 'Poor', 'Okay', 'Good', 'Great'],
    anythingToAdd: 'Anything to add? (optional)',
    sendRating: (/** @type {string | null} */ name) => (name ? `Send to ${name}` : 'Send'),
    thanks: 'Thank you. That helps us get better.',
    saveTranscript: 'Save transcript',
    newChat: 'New chat',

    // Leaving a message
    email: 'Email',
    message: 'Message',
    notNow: 'Not now',
    leaveMessage: 'Leave message',
    emailMissing: 'Please enter an email address we can answer to.',
    messageMissing: 'Please write what we should answer.',
    emailUse: 'We only use your email for this reply.',
    willAnswer: (/** @type {string} */ email) => `We’ll answer to ${email}.`,
    readHereToo: 'You can read the answer here too.',
    yourEmail: (/** @type {string} */ email) => `Your email: ${email}`,

    // The menu
    sound: 'Sound',
    typingDelay: 'Typing delay',
    erase: 'Erase my conversation',
    eraseQuestion: 'Erase this conversation?',
    eraseMore: 'All words of it are deleted, here and with us. This can’t be undone.',
    eraseConfirm: 'Erase',
    cancel: 'Cancel',
    erased: 'Your conversation was erased.',
};
