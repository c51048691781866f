/** What the editors' API answers, as docs/protocol.md has it. */

declare namespace Wire {
    type Severity = 'error' | 'warning' | 'note';

    interface Diagnostic {
        file: string;
        line: number;
        column: number;
        length: number;
        severity: Severity;
        code: string;
        message: string;
        notes: string[];
    }

    interface Entry {
        file: string;
        version: string;
        state: 'live' | 'changed' | 'new' | 'removed';
        slug: string | null;
        language: string | null;
        topic: string | null;
        question: string | null;
        mode: 'live' | 'shadow' | 'off' | null;
        owner: string | null;
        review_by: string | null;
        errors: number;
        warnings: number;
        shown: number | null;
        helped: number | null;
        unhelpful: number | null;
    }

    interface AnswerFile {
        path: string;
        version: string;
        live_version: string | null;
        text: string;
    }

    interface Candidate {
        slug: string;
        language: string | null;
        layer: 'exact' | 'words' | 'pcre' | 'ranker';
        rule: number | null;
        /** Unicode scalars of the normalised text. */
        span: [number, number];
        characters: number;
        file: string;
        line: number;
        confidence: number | null;
        outcome: string;
    }

    interface BotAnswer {
        slug: string | null;
        text: string;
        rich: RichNode[] | null;
        quick_replies: string[];
    }

    interface Trial {
        finding: {
            normalised: string;
            winner: string | null;
            candidates: Candidate[];
            gave_up: string[];
        };
        outcome: 'answers' | 'answers_then_person' | 'asks_for_person' | 'suggests' | 'misses' | 'passes_on';
        answer: BotAnswer | null;
        fallback: BotAnswer | null;
        ranker: { answers: boolean; answer_above: number; suggest_above: number };
    }

    type Reached = { outcome: string; slugs: string[]; places?: string[] };

    interface AnswersDiff {
        messages: number;
        different: number;
        unchanged: number;
        newly_missed: number;
        changed: number;
        newly_answered: number;
        groups: {
            kind: 'newly_missed' | 'changed' | 'newly_answered';
            before: Reached;
            after: Reached;
            messages: number;
            different: number;
            examples: { text: string; count: number; before: Reached; after: Reached }[];
        }[];
    }

    interface Unanswered {
        messages: number;
        different: number;
        open: UnansweredGroup[];
        rest: number;
        answered: UnansweredGroup[];
    }

    interface UnansweredGroup {
        question: string;
        count: number;
        last_seen: string;
        conversation_id: string;
        wordings: string[];
        replies: { by: string; at: string; words: string }[];
        nearest: { slug: string; question: string; file: string; confidence: number } | null;
        answered_by: string[];
        asks_for_person: boolean;
    }

    interface AnswersVersion {
        version: string;
        at: string;
        by: AgentName | null;
        message: string | null;
        files: { path: string; change: 'added' | 'changed' | 'removed' }[];
    }

    interface AnswersReport {
        from: string;
        to: string;
        entries: {
            slug: string;
            question: string;
            shown: number;
            touched: number;
            helped: number;
            unhelpful: number;
            person: number;
            again: number;
        }[];
        never_shown: string[];
        never_touched: string[];
        rules_never_won: { slug: string; rule: number; file: string; line: number }[];
        without_tests: string[];
        review_due: string[];
        expired: string[];
        definitions: Record<string, string>;
    }
}

/** Colours for ranges of text, which the compiler's own library does not know yet. */
declare class Highlight {
    add(range: Range): this;
}

declare namespace CSS {
    const highlights: Map<string, Highlight> | undefined;
}
