/** What editors have to look at, for the rail: asked for at sign-in, and when answers are published in any tab. */
const name = 'support.answers';
const teller = new BroadcastChannel(name);

/** Tells every page of this browser that other answers are live. */
export const tellPublished = () => teller.postMessage(null);

/** @param {() => void} action called when other answers went live */
export function onPublished(action) {
    new BroadcastChannel(name).addEventListener('message', action);
}

export class AnswerCounts {
    /** How many files of the answers have an error or a warning. */
    problems = 0;
    /** How many questions customers asked of late have no answer. */
    unanswered = 0;

    /**
     * @param {import('./agent-session.js').Session} session
     * @param {() => void} changed
     */
    constructor(session, changed) {
        this.session = session;
        this.changed = changed;
        onPublished(() => this.look());
    }

    async look() {
        const { isEditor, request } = this.session;
        if (!isEditor) return;
        try {
            const folder = await request('GET', '/faq/entries');
            const { open, rest } = await request('GET', '/faq/unanswered?since=30d&limit=1');
            this.unanswered = open.length + rest;
            const troubled = folder.entries.filter((/** @type {Wire.Entry} */ { errors, warnings }) => errors + warnings > 0);
            this.problems = troubled.length + new Set(folder.diagnostics.map((/** @type {Wire.Diagnostic} */ { file }) => file)).size;
            this.changed();
        } catch {
            // The rail does without them; the answers' page says what is wrong.
        }
    }
}
