extension Conversation {
    /// What the bot says and does about what it heard, having missed `misses` times in a row before.
    ///
    /// Its words come before an escalation, never after: once a person was asked for, it is silent.
    func bot(hears hearing: Hearing, misses: Int, _ circumstances: Circumstances) -> [Event] {
        let message = lastSeq + 1
        switch hearing.understood {
        case .answer(let answer):
            return [.answered(answer)]
        case .answerThenPerson(let answer, let why, let priority):
            let answered = tried(andNow: answer)
            return [.answered(answer)]
                + escalate(.entry(why), priority: priority, message: message, tried: answered, circumstances)
        case .wantsPerson:
            return escalate(.asked, message: message, circumstances)
        case .failure:
            return escalate(.botFailed, message: message, circumstances)
        case .nothing:
            // Past its end the ladder could only repeat itself, so a person takes over.
            guard misses < hearing.ladder.count else {
                return escalate(.missed, message: message, circumstances)
            }
            let step = hearing.ladder[misses]
            let words: Event = step.say.quickReplies.isEmpty ? .missed(step.say) : .askedBack(step.say)
            return [words] + (step.escalates ? escalate(.missed, message: message, circumstances) : [])
        }
    }

    /// Into the queue, with the system's word on what happens now; `message` is the number of the customer's message
    /// that led here, or 0.
    func escalate(
        _ reason: Escalation.Reason, remark: String? = nil, priority: Int = 0, message: Int,
        tried: [String]? = nil, _ circumstances: Circumstances
    ) -> [Event] {
        let escalation = Escalation(
            reason: reason, remark: remark, priority: priority, message: message > 0 ? message : nil,
            tried: tried ?? self.tried)
        return [.escalated(escalation), .told(circumstances.welcomeToQueue)]
    }
}
