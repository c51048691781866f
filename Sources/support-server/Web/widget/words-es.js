/** @type {typeof import('./words-en.js').words} The widget's words in Spanish. */
export const words = {
    // The head
    help: (shop) => (shop ? `Ayuda de ${shop}` : 'Ayuda'),
    options: 'Opciones del chat',
    minimise: 'Minimizar el chat',
    answersAtOnce: 'El asistente responde al momento',
    inLine: 'Estás en la cola para hablar con una persona',
    hereNow: (shop) => (shop ? `${shop}, en línea` : 'En línea'),
    ended: 'Este chat ha terminado',
    reconnecting: 'Reconectando',
    peopleAreBack: (when) => `Volvemos: ${when}`,

    // The start
    greetings: ['Buenos días.', 'Buenas tardes.', 'Buenas noches.'],
    whatCanWeHelpWith: '¿En qué podemos ayudarte?',
    oftenAsked: 'Preguntas frecuentes',
    lastChat: 'Tu último chat',
    backToStart: 'Atrás',

    // Messages
    conversation: 'Conversación',
    today: 'Hoy',
    yesterday: 'Ayer',
    assistant: 'Asistente',
    isLooking: 'El asistente lo está buscando',
    isWriting: (name) => `${name} está escribiendo`,
    joined: (name) => `${name} se ha unido al chat`,
    askedForPerson: 'Has pedido hablar con una persona',
    sent: 'Enviado',
    read: 'Leído',
    addedForPerson: 'Anotado para nuestro equipo',
    sending: 'Enviando',
    waitingToSend: 'Pendiente de envío',
    tryAgain: 'Reintentar',
    remove: 'Quitar',
    askingForPerson: 'Avisando a una persona',
    suggested: 'Respuestas sugeridas',
    didThisHelp: '¿Te ha servido?',
    yesHelped: 'Sí, me ha servido',
    noHelp: 'No, no me ha servido',
    saidHelped: 'Has dicho que te ha servido',
    saidNoHelp: 'Has dicho que no te ha servido',
    unread: (count) => (count === 1 ? '1 mensaje sin leer' : `${count} mensajes sin leer`),

    // Writing
    yourMessage: 'Tu mensaje',
    writeMessage: 'Escribe un mensaje',
    replyTo: (name) => `Responde a ${name}`,
    addAnything: 'Añade lo que nos pueda ayudar',
    askAssistant: 'Pregunta al asistente',
    addEmoji: 'Añadir emoji',
    send: 'Enviar mensaje',
    emojis: 'Emojis',

    // The foot
    talkToPerson: 'Hablar con una persona',
    endChat: 'Terminar el chat',
    soundOn: 'Con sonido',
    soundOff: 'Sin sonido',
    assistantRests: 'El asistente descansa',
    openUntil: (time) => `Hasta las ${time}`,
    usualWait: (minutes) => `Espera habitual: ${minutes} min`,
    kept: (count) =>
        count === 1 ? '1 mensaje pendiente, guardado en este dispositivo' : `${count} mensajes pendientes, guardados en este dispositivo`,

    // In line
    place: (position) => (position === 1 ? 'Te toca a continuación' : `Tu puesto en la cola: ${position}`),
    wait: (seconds) => {
        const minutes = Math.round((seconds ?? 0) / 60);
        return (seconds ? (minutes > 1 ? `Unos ${minutes} minutos. ` : 'Cerca de un minuto. ') : '') + 'Lo que has escrito va contigo.';
    },
    keepShopping: 'Sigue mirando si quieres. Te guardamos el sitio.',
    emailInstead: 'Mejor por correo',
    leaveLine: 'Salir de la cola',

    // Strips
    offline: 'No tienes conexión.',
    offlineMore: 'Sigue escribiendo, lo enviaremos cuando vuelvas.',
    tryNow: 'Probar ahora',
    gotIt: 'Entendido',
    cannotStart: 'El chat no puede empezar ahora.',
    unreachable: 'Ahora no se puede contactar con nosotros.',
    gone: 'Este chat ya no se puede abrir aquí.',

    // The end
    howDidThatGo: '¿Qué tal ha ido?',
    scores: ['Mal', 'Regular', 'Normal', 'Bien', 'Genial'],
    anythingToAdd: '¿Algo que añadir? (opcional)',
    sendRating: (name) => (name ? `Enviar a ${name}` : 'Enviar'),
    thanks: 'Gracias. Nos ayuda a mejorar.',
    saveTranscript: 'Guardar la conversación',
    newChat: 'Nuevo chat',

    // Leaving a message
    email: 'Correo electrónico',
    message: 'Mensaje',
    notNow: 'Ahora no',
    leaveMessage: 'Dejar mensaje',
    emailMissing: 'Pon un correo electrónico al que podamos responder.',
    messageMissing: 'Escribe qué debemos responder.',
    emailUse: 'Solo usamos tu correo para esta respuesta.',
    willAnswer: (email) => `Responderemos a ${email}.`,
    readHereToo: 'También puedes leer la respuesta aquí.',
    yourEmail: (email) => `Tu correo: ${email}`,

    // The menu
    sound: 'Sonido',
    typingDelay: 'Pausa al escribir',
    erase: 'Borrar mi conversación',
    eraseQuestion: '¿Borrar esta conversación?',
    eraseMore: 'Se borra todo lo escrito, aquí y en nuestros sistemas. No se puede deshacer.',
    eraseConfirm: 'Borrar',
    cancel: 'Cancelar',
    erased: 'Tu conversación se ha borrado.',
};
