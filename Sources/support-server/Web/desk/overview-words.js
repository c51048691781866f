/** The words of the overview and of the team's page. */

/** @param {Intl.DateTimeFormatOptions} options */
const dated = (options) => {
    const format = new Intl.DateTimeFormat('en-GB', options);
    return (/** @type {Date} */ date) => format.format(date);
};
const clock = dated({ hour: '2-digit', minute: '2-digit' });
const counted = (/** @type {number} */ count, /** @type {string} */ one, /** @type {string} */ more) => `${count} ${count === 1 ? one : more}`;
const chats = (/** @type {number} */ count) => counted(count, 'chat', 'chats');

/** @type {Record<string, string>} */
const figures = {
    started: 'Chats', settled_by_bot: 'Settled by assistant', customer_messages: 'Customers’ messages', 'bot.answered': 'Assistant answered',
    'bot.asked_back': 'Assistant asked back', 'bot.missed': 'Assistant had nothing', escalated: 'Asked for a person', claimed: 'Claimed',
    closed: 'Closed', wait_seconds: 'Wait', first_reply_seconds: 'First reply', ratings: 'Ratings', helpful: 'Did this help?',
};

export const overview = {
    title: 'Overview',
    spans: { today: 'Today', week: '7 days', month: '30 days' },
    span: 'Which days',
    todayTitle: 'Today',
    chatsOf: { today: 'Chats today', week: 'Chats in 7 days', month: 'Chats in 30 days' },
    settled: 'Settled by assistant',
    firstReply: 'First reply, median',
    rated: 'Rated good or great',
    of: (/** @type {number} */ count) => `of ${count}`,
    waitingNow: 'Waiting now',
    longest: (/** @type {string} */ age) => `longest ${age}`,
    withAssistant: 'With assistant now',
    connected: (/** @type {number} */ count) => `${count} connected`,
    none: '–',
    noneYet: 'none yet',
    chart: { today: 'By hour', week: 'By day', month: 'By day' },
    asTable: 'Show as table',
    asChart: 'Show as chart',
    when: 'When',
    chats: 'Chats',
    assistant: 'assistant',
    people: 'people',
    byAssistant: 'Assistant alone',
    byPeople: 'Asked for a person',
    hour: (/** @type {Date} */ from) => `${clock(from)} to ${clock(new Date(from.getTime() + 3_599_999))}`,
    weekday: dated({ weekday: 'short' }),
    dayOfMonth: dated({ day: 'numeric', month: 'short' }),
    day: dated({ weekday: 'long', day: 'numeric', month: 'long' }),
    chartSummary: (/** @type {string} */ title, /** @type {{started: number}[]} */ bars, /** @type {{started: number, name: string} | null} */ peak) => {
        const sum = bars.reduce((total, bar) => total + bar.started, 0);
        return peak ? `${title}: ${chats(sum)}, most of them ${peak.name} with ${peak.started}.` : `${title}: no chats.`;
    },
    barTitle: (/** @type {{name: string, started: number, escalated: number}} */ bar) =>
        `${bar.name}: ${chats(bar.started)}, ${bar.escalated} asked for a person`,
    reasons: 'Why people were asked for',
    noReasons: 'Nobody has asked for a person.',
    ratings: 'How chats were rated',
    noRatings: 'No ratings yet.',
    rating: ['Bad', 'Poor', 'OK', 'Good', 'Great'],
    helped: 'Did the answers help?',
    yes: 'Yes',
    no: 'No',
    noVotes: 'Nobody has said yet.',
    definitions: 'What these figures count',
    figure: (/** @type {string} */ name) => figures[name] ?? name.replaceAll(/[._]/g, ' '),
    trouble: 'We can’t get the figures right now.',
    tryAgain: 'Try again',
    loading: 'Counting…',
    team: 'Team',
    announce: 'Announcement',
    export: 'Export',
    colleagues: 'Colleagues',
    takingChats: 'Taking chats',
    withPeople: 'Chats with people',
    room: 'Room for more',
    name: 'Name',
    now: 'Now',
    claimed: 'Claimed',
    closed: 'Closed',
    firstReplies: 'First reply',
    ratedGood: 'Rated good',
    replies: 'Replies',
    colleague: (/** @type {string} */ role, /** @type {string} */ presence) => `${role}, ${presence}`,
    hasNone: (/** @type {string} */ name) => `${name} has no chats.`,
    chatsOfColleague: (/** @type {string} */ name) => `Chats of ${name}`,
    readAlong: (/** @type {string} */ name) => `${name}, read along`,
    takeOver: 'Take over',
    takeOverNamed: (/** @type {string} */ name) => `Take over ${name}`,
    assign: 'Assign',
    assignNamed: (/** @type {string} */ name) => `Assign ${name}`,
    skipped: (/** @type {number} */ count) => `skipped ${counted(count, 'time', 'times')}`,
    percent: (/** @type {number | null} */ share) => (share === null ? '–' : `${Math.round(share * 100)}%`),
    /** Seconds in words: `48 s`, `2 min 51 s`, `1 h 5 min`. */
    lasting: (/** @type {number | null} */ seconds) => {
        if (seconds === null) return '–';
        if (seconds > 0 && seconds < 1) return '< 1 s';
        if (seconds < 59.5) return `${Math.round(seconds)} s`;
        const whole = Math.round(seconds);
        if (whole < 3_600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
        const minutes = Math.round(whole / 60);
        return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    },
};
