const plural = new Intl.PluralRules('ar');
/** @param {string | number} text keeps its own direction within the sentence around it */
const own = (text) => `\u2068${text}\u2069`;
/** @param {number} count @param {string[]} forms for one, two, a few (3 to 10) and more */
const counted = (count, [one = '', two = '', few = '', many = '']) => {
    const form = plural.select(count);
    return form === 'one' ? one : form === 'two' ? two : `${count} ${form === 'few' ? few : many}`;
};
/** @param {number} minutes */
const inMinutes = (minutes) => counted(minutes, ['دقيقة واحدة', 'دقيقتان', 'دقائق', 'دقيقة']);
const places = ['الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع', 'العاشر'];

/** @type {typeof import('./words-en.js').words} The widget's words in Arabic. */
export const words = {
    // The head
    help: (shop) => (shop ? `مساعدة ${own(shop)}` : 'المساعدة'),
    options: 'خيارات المحادثة',
    minimise: 'تصغير المحادثة',
    answersAtOnce: 'المساعد يجيب فوراً',
    inLine: 'أنت في انتظار أحد موظفينا',
    hereNow: (shop) => (shop ? `${own(shop)}، متاح الآن` : 'متاح الآن'),
    ended: 'انتهت هذه المحادثة',
    reconnecting: 'جارٍ إعادة الاتصال',
    peopleAreBack: (when) => `نعود إليكم: ${when}`,

    // The start
    greetings: ['صباح الخير.', 'طاب يومك.', 'مساء الخير.'],
    whatCanWeHelpWith: 'كيف يمكننا مساعدتك؟',
    oftenAsked: 'أسئلة متكررة',
    lastChat: 'محادثتك الأخيرة',
    backToStart: 'رجوع',

    // Messages
    conversation: 'المحادثة',
    today: 'اليوم',
    yesterday: 'أمس',
    assistant: 'المساعد',
    isLooking: 'المساعد يبحث عن الإجابة',
    isWriting: (name) => `${own(name)} يكتب الآن`,
    joined: (name) => `${own(name)} معك الآن`,
    askedForPerson: 'طلبت التحدث إلى شخص',
    sent: 'أُرسلت',
    read: 'مقروءة',
    addedForPerson: 'أُضيفت لفريقنا',
    sending: 'جارٍ الإرسال',
    waitingToSend: 'في انتظار الإرسال',
    tryAgain: 'إعادة المحاولة',
    remove: 'إزالة',
    askingForPerson: 'نطلب لك أحد موظفينا',
    suggested: 'ردود مقترحة',
    didThisHelp: 'هل أفادك هذا؟',
    yesHelped: 'نعم، أفادني',
    noHelp: 'لا، لم يفدني',
    saidHelped: 'قلت إن هذا أفادك',
    saidNoHelp: 'قلت إن هذا لم يفدك',
    unread: (count) => counted(count, ['رسالة واحدة غير مقروءة', 'رسالتان غير مقروءتين', 'رسائل غير مقروءة', 'رسالة غير مقروءة']),

    // Writing
    yourMessage: 'رسالتك',
    writeMessage: 'اكتب رسالة',
    replyTo: (name) => `الرد على ${own(name)}`,
    addAnything: 'أضف ما قد يساعدنا',
    askAssistant: 'اسأل المساعد',
    addEmoji: 'إضافة رمز تعبيري',
    send: 'إرسال الرسالة',
    emojis: 'الرموز التعبيرية',

    // The foot
    talkToPerson: 'التحدث إلى شخص',
    endChat: 'إنهاء المحادثة',
    soundOn: 'الصوت مفعّل',
    soundOff: 'الصوت مكتوم',
    assistantRests: 'المساعد في استراحة',
    openUntil: (time) => `متاحون حتى ${time}`,
    usualWait: (minutes) => `الانتظار المعتاد: ${inMinutes(minutes)}`,
    kept: (count) =>
        `${counted(count, ['رسالة واحدة', 'رسالتان', 'رسائل', 'رسالة'])} في انتظار الإرسال، محفوظة على هذا الجهاز`,

    // In line
    place: (position) => (places[position - 1] ? `أنت ${places[position - 1]} في الانتظار` : `رقمك في الانتظار ${position}`),
    wait: (seconds) =>
        (seconds ? `نحو ${inMinutes(Math.max(1, Math.round(seconds / 60)))}. ` : '') + 'ما كتبته حتى الآن ينتقل معك.',
    keepShopping: 'واصل التسوق إن شئت. نحتفظ لك بدورك.',
    emailInstead: 'راسلوني بالبريد بدلاً من ذلك',
    leaveLine: 'مغادرة الانتظار',

    // Strips
    offline: 'أنت غير متصل.',
    offlineMore: 'واصل الكتابة، وسنرسلها عند عودة الاتصال.',
    tryNow: 'المحاولة الآن',
    gotIt: 'حسناً',
    cannotStart: 'لا يمكن بدء المحادثة الآن.',
    unreachable: 'لا يمكن الوصول إلينا الآن.',
    gone: 'لم يعد بالإمكان فتح هذه المحادثة هنا.',

    // The end
    howDidThatGo: 'كيف كانت التجربة؟',
    scores: ['سيئة', 'ضعيفة', 'مقبولة', 'جيدة', 'رائعة'],
    anythingToAdd: 'هل تود إضافة شيء؟ (اختياري)',
    sendRating: (name) => (name ? `إرسال إلى ${own(name)}` : 'إرسال'),
    thanks: 'شكراً لك. هذا يساعدنا على التحسّن.',
    saveTranscript: 'حفظ المحادثة',
    newChat: 'محادثة جديدة',

    // Leaving a message
    email: 'البريد الإلكتروني',
    message: 'الرسالة',
    notNow: 'ليس الآن',
    leaveMessage: 'ترك رسالة',
    emailMissing: 'يرجى إدخال بريد إلكتروني يمكننا الرد عليه.',
    messageMissing: 'يرجى كتابة ما تود أن نجيب عنه.',
    emailUse: 'نستخدم بريدك لهذا الرد فقط.',
    willAnswer: (email) => `سنرد على ${own(email)}.`,
    readHereToo: 'يمكنك قراءة الرد هنا أيضاً.',
    yourEmail: (email) => `بريدك: ${own(email)}`,

    // The menu
    sound: 'الصوت',
    typingDelay: 'مهلة الكتابة',
    erase: 'حذف محادثتي',
    eraseQuestion: 'هل تريد حذف هذه المحادثة؟',
    eraseMore: 'تُحذف كل كلماتها هنا ولدينا. لا يمكن التراجع عن ذلك.',
    eraseConfirm: 'حذف',
    cancel: 'إلغاء',
    erased: 'حُذفت محادثتك.',
};
