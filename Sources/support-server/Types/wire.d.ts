/** What the server sends and takes, as docs/protocol.md tells it. For `tsc` alone: no browser loads this file. */
declare namespace Wire {
    /** A tree of an answer's Markdown: text, or a tag with its children. */
    type RichNode = string | [string, ...any[]];
    type Phase = 'automated' | 'queued' | 'claimed' | 'closed';
    type AgentName = { id: string; display_name: string };
    type QuickQuestion = { slug: string; question: string };

    interface Message {
        id: string;
        seq: number;
        conversation_id: string;
        sender_type: 'customer' | 'bot' | 'agent' | 'system';
        sender_agent_id: string | null;
        sender_name: string | null;
        kind: 'text' | 'quick_reply' | 'event';
        content: string;
        rich: RichNode[] | null;
        metadata: {
            faq_slug?: string | null;
            quick_replies?: QuickQuestion[];
            show_talk_to_agent?: boolean;
            /** Whether a customer said that this answer helped. */
            helpful?: boolean | null;
            /** A note of an agent. */
            internal?: boolean;
            /** In one line, for agents, why the bot said this. */
            why?: string | null;
        } | null;
        client_message_id: string | null;
        created_at: string;
    }

    /** A conversation as its customer sees it. */
    interface Conversation {
        id: string;
        /** Only in the answer to a start. */
        customer_session_id?: string;
        status: 'automated' | 'agent' | 'closed';
        phase: Phase;
        agent: AgentName | null;
        queue_position: number | null;
        expected_wait_seconds: number | null;
        unread_count: number;
        rating: { score: number; comment: string | null } | null;
        /** How far agents have read; 0 for nothing. */
        agent_read_up_to: number;
        last_seq: number;
        created_at: string;
        updated_at: string;
        closed_at: string | null;
    }

    /** Whether people are there to answer. The instants are null for a shop without opening hours. */
    interface Availability {
        is_open: boolean;
        closes_at: string | null;
        opens_at: string | null;
        agents_online: number;
        expected_wait_seconds: number | null;
        leave_message_after_seconds: number | null;
    }

    interface Customer {
        id: string;
        name: string | null;
        email: string | null;
        /** Whether the shop's signature vouches for the email. */
        verified: boolean;
        attributes: Record<string, string>;
        locale: string | null;
        online: boolean;
        page: string | null;
    }

    /** A conversation as agents see it. */
    interface AgentConversation {
        id: string;
        customer: Customer;
        status: 'automated' | 'agent' | 'closed';
        phase: Phase;
        assigned_agent_id: string | null;
        agent: AgentName | null;
        has_agent_replied: boolean;
        escalation: {
            reason: string;
            entry_reason: string | null;
            remark: string | null;
            at: string;
            message_seq: number | null;
            tried: string[];
        } | null;
        requested_agent_at: string | null;
        queue_position: number | null;
        wait_seconds: number | null;
        skipped_by: number;
        unread_count: number;
        /** With the name only where a frame told of the message. */
        last_message: { seq: number; sender_type: Message['sender_type']; sender_name?: string | null; content: string; created_at: string } | null;
        last_seq: number;
        rating: number | null;
        created_at: string;
        updated_at: string;
        closed_at: string | null;
    }

    interface Agent extends AgentName {
        username: string;
        role: 'agent' | 'supervisor' | 'editor' | 'admin';
        presence: 'online' | 'away' | 'offline';
        max_active_chats: number;
        active_chats: number;
        created_at: string;
        updated_at: string;
    }

    interface CannedReply {
        id: string;
        shortcut: string;
        text: string;
        shared: boolean;
    }

    /** Seconds; null when there are none to count. */
    interface Spread {
        count: number;
        median: number | null;
        p95: number | null;
    }

    /** Counts over a span; each has its sentence in `definitions`. */
    interface Stats {
        from: string;
        to: string;
        started: number;
        settled_by_bot?: number;
        escalated: Record<string, number>;
        claimed: number;
        closed: Record<string, number>;
        wait_seconds: Spread;
        first_reply_seconds: Spread;
        /** How many ratings of 1, 2, 3, 4 and 5. */
        ratings: number[];
        helpful: number;
        unhelpful: number;
        buckets?: StatsBucket[];
        /** For supervisors and admins. */
        agents?: AgentStats[];
        definitions: Record<string, string>;
    }

    interface StatsBucket {
        from: string;
        started: number;
        answered: number;
        escalated: number;
        claimed: number;
        closed: number;
    }

    interface AgentStats {
        agent: AgentName;
        claimed: number;
        closed: number;
        replies: number;
        first_reply_seconds: Spread;
        ratings: number[];
    }

    interface SearchHit {
        conversation: AgentConversation;
        message: Message;
        /** What matched stands between U+0002 and U+0003. */
        snippet: string;
    }

    /** An entry of the FAQ as an agent may use it; the score, 0 to 1, where it was searched for. */
    interface Answer {
        slug: string;
        title: string;
        content: string;
        rich: RichNode[] | null;
        score: number | null;
    }

    /** An event, over the socket or from `…/events`. */
    interface Frame {
        event: string;
        payload: any;
        sent_at?: string;
        seq?: number;
        previous_seq?: number;
    }
}
