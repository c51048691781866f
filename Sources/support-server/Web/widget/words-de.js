/** @type {typeof import('./words-en.js').words} The widget's words in German. */
export const words = {
    // The head
    help: (shop) => (shop ? `Hilfe von ${shop}` : 'Hilfe'),
    options: 'Chat-Optionen',
    minimise: 'Chat verkleinern',
    answersAtOnce: 'Der Assistent antwortet sofort',
    inLine: 'Du wartest auf einen Menschen',
    hereNow: (shop) => (shop ? `${shop}, gerade da` : 'Gerade da'),
    ended: 'Dieser Chat ist beendet',
    reconnecting: 'Verbindung wird wiederhergestellt',
    peopleAreBack: (when) => `Wir sind wieder da: ${when}`,

    // The start
    greetings: ['Guten Morgen.', 'Guten Tag.', 'Guten Abend.'],
    whatCanWeHelpWith: 'Womit können wir helfen?',
    oftenAsked: 'Oft gefragt',
    lastChat: 'Dein letzter Chat',
    backToStart: 'Zurück',

    // Messages
    conversation: 'Unterhaltung',
    today: 'Heute',
    yesterday: 'Gestern',
    assistant: 'Assistent',
    isLooking: 'Der Assistent sieht nach',
    isWriting: (name) => `${name} schreibt`,
    joined: (name) => `${name} ist jetzt dabei`,
    askedForPerson: 'Du hast nach einem Menschen gefragt',
    sent: 'Gesendet',
    read: 'Gelesen',
    addedForPerson: 'Für unser Team notiert',
    sending: 'Wird gesendet',
    waitingToSend: 'Wartet auf das Senden',
    tryAgain: 'Noch einmal versuchen',
    remove: 'Entfernen',
    askingForPerson: 'Wir holen jemanden dazu',
    suggested: 'Vorgeschlagene Antworten',
    didThisHelp: 'Hat das geholfen?',
    yesHelped: 'Ja, das hat geholfen',
    noHelp: 'Nein, das hat nicht geholfen',
    saidHelped: 'Du hast gesagt: Das hat geholfen',
    saidNoHelp: 'Du hast gesagt: Das hat nicht geholfen',
    unread: (count) => (count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`),

    // Writing
    yourMessage: 'Deine Nachricht',
    writeMessage: 'Schreib eine Nachricht',
    replyTo: (name) => `Antwort an ${name}`,
    addAnything: 'Ergänze, was uns hilft',
    askAssistant: 'Frag den Assistenten',
    addEmoji: 'Emoji einfügen',
    send: 'Nachricht senden',
    emojis: 'Emojis',

    // The foot
    talkToPerson: 'Mit einem Menschen sprechen',
    endChat: 'Chat beenden',
    soundOn: 'Ton an',
    soundOff: 'Ton aus',
    assistantRests: 'Der Assistent macht Pause',
    openUntil: (time) => `Bis ${time} Uhr da`,
    usualWait: (minutes) => `Meist ${minutes} Min. Wartezeit`,
    kept: (count) =>
        count === 1 ? '1 Nachricht wartet, auf diesem Gerät gesichert' : `${count} Nachrichten warten, auf diesem Gerät gesichert`,

    // In line
    place: (position) => (position === 1 ? 'Du bist als Nächstes dran' : `Du bist auf Platz ${position}`),
    wait: (seconds) => {
        const minutes = Math.round((seconds ?? 0) / 60);
        return (seconds ? (minutes > 1 ? `Etwa ${minutes} Minuten. ` : 'Etwa eine Minute. ') : '') + 'Dein bisheriger Chat geht mit.';
    },
    keepShopping: 'Stöber ruhig weiter. Wir halten deinen Platz frei.',
    emailInstead: 'Lieber per E-Mail',
    leaveLine: 'Nicht mehr warten',

    // Strips
    offline: 'Du bist offline.',
    offlineMore: 'Schreib ruhig weiter, wir senden es, sobald du wieder online bist.',
    tryNow: 'Jetzt versuchen',
    gotIt: 'Verstanden',
    cannotStart: 'Der Chat kann gerade nicht beginnen.',
    unreachable: 'Wir sind gerade nicht erreichbar.',
    gone: 'Dieser Chat lässt sich hier nicht mehr öffnen.',

    // The end
    howDidThatGo: 'Wie war es?',
    scores: ['Schlecht', 'Mäßig', 'Okay', 'Gut', 'Super'],
    anythingToAdd: 'Noch etwas dazu? (freiwillig)',
    sendRating: (name) => (name ? `An ${name} senden` : 'Senden'),
    thanks: 'Danke. Das hilft uns, besser zu werden.',
    saveTranscript: 'Verlauf speichern',
    newChat: 'Neuer Chat',

    // Leaving a message
    email: 'E-Mail',
    message: 'Nachricht',
    notNow: 'Jetzt nicht',
    leaveMessage: 'Nachricht hinterlassen',
    emailMissing: 'Gib bitte eine E-Mail-Adresse ein, an die wir antworten können.',
    messageMissing: 'Schreib bitte, was wir beantworten sollen.',
    emailUse: 'Wir nutzen deine E-Mail-Adresse nur für diese Antwort.',
    willAnswer: (email) => `Wir antworten an ${email}.`,
    readHereToo: 'Du kannst die Antwort auch hier lesen.',
    yourEmail: (email) => `Deine E-Mail: ${email}`,

    // The menu
    sound: 'Ton',
    typingDelay: 'Schreibpause',
    erase: 'Meine Unterhaltung löschen',
    eraseQuestion: 'Diese Unterhaltung löschen?',
    eraseMore: 'Alles Geschriebene wird gelöscht, hier und bei uns. Das lässt sich nicht rückgängig machen.',
    eraseConfirm: 'Löschen',
    cancel: 'Abbrechen',
    erased: 'Deine Unterhaltung wurde gelöscht.',
};
