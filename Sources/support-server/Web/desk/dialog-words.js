/** The words of the desk's dialogs. */

/** @type {Record<string, string>} */
const roles = { agent: 'agent', supervisor: 'supervisor', editor: 'editor', admin: 'admin' };
/** @type {Record<string, string>} */
const presences = { online: 'taking chats', away: 'away', offline: 'not here' };

/**
 * @param {string} deed
 * @param {...string} combinations
 */
const key = (deed, ...combinations) => ({ deed, combinations });

export const dialogs = {
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',

    shortcuts: 'Keyboard shortcuts',
    singleKeysAreOff: 'Keys without Alt are off now. Turn them on in the settings.',
    outsideFields: [
        key('Claim next waiting chat', 'N'), key('Next / previous chat', 'J', 'K'), key('Claim open chat', 'C'), key('Close chat', 'E'),
        key('Reassign', 'A'), key('Search', '/'), key('Pause new chats', 'P'), key('Write a reply', 'R'),
    ],
    inReplyBox: [
        key('Send reply', '↵'), key('New line', '⇧', '↵'), key('Saved replies', '/'), key('Insert suggestion', 'Alt', '1', '–', '3'),
        key('Switch reply and note', 'Alt', 'N'), key('Leave the reply box', 'Esc'), key('Undo a close', 'Ctrl', 'Z'), key('This list', '?'),
    ],

    settings: 'Settings',
    singleKeys: 'Single-key shortcuts',
    singleKeysHint: 'N claims, E closes, / searches. Never while you write.',
    sound: 'Sound',
    soundHint: 'When somebody new waits or writes to you.',
    notifications: 'Notifications',
    notificationsHint: 'When somebody waits and you look at another page.',
    notificationsDenied: 'Your browser doesn’t allow them. You can change that in its settings for this page.',
    password: 'Change your password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    newPasswordHint: '12 characters or more; a few unrelated words are good. You sign in again afterwards, everywhere.',
    changePassword: 'Change password',
    signOut: 'Sign out',
    signedInAs: (/** @type {string} */ name, /** @type {string} */ role) => `Signed in as ${name}, ${role}`,
    role: (/** @type {string} */ role) => roles[role] ?? role,

    reassign: (/** @type {string} */ name) => `Reassign ${name}`,
    moved: (/** @type {string} */ name) => `${name} has this chat now.`,
    colleagues: 'Colleagues',
    typeName: 'Type a name',
    nobodyOfThatName: 'Nobody of that name.',
    you: 'you',
    presence: (/** @type {string} */ presence) => presences[presence] ?? presence,
    load: (/** @type {number} */ active, /** @type {number} */ most) => `${active} of ${most} chats`,

    replies: 'Saved replies',
    repliesHint: 'Type / at the start of a reply to use one.',
    noReplies: 'No saved replies yet.',
    newReply: 'New reply',
    shared: 'shared',
    edit: 'Edit',
    delete: 'Delete',
    editNamed: (/** @type {string} */ shortcut) => `Edit /${shortcut}`,
    deleteNamed: (/** @type {string} */ shortcut) => `Delete /${shortcut}`,
    deleteTitle: (/** @type {string} */ shortcut) => `Delete /${shortcut}?`,
    deleteShared: 'It is gone for the whole team.',
    deleteOwn: 'Only you have it.',
    shortcut: 'Short name',
    shortcutHint: 'Up to 40 of a–z, 0–9 and -.',
    text: 'Text',
    shareIt: 'Share it with the whole team',

    announcement: 'Announcement',
    announcementText: 'What should customers know?',
    left: (/** @type {number} */ count) => `${count} characters left`,
    goOn: 'Go on',
    back: 'Back',
    announcementQuestion: 'Every customer with an open chat sees this now. It can’t be taken back.',
    sendToAll: 'Send to all',
    announced: 'The announcement is sent.',
    exportTitle: 'Export conversations',
    exportHint: 'One row for each conversation begun in these days. Nobody’s words are in it.',
    from: 'From',
    to: 'To',
    exportOrder: 'The first day comes after the last. Choose them the other way round.',
    format: 'Format',
    csv: 'Spreadsheet (CSV)',
    ndjson: 'For programs (NDJSON)',
    download: 'Download',
};
