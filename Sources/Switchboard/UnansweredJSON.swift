import BotFlow
import FAQ
package import JSON

extension JSONWriter {
    /// The members of a report of what the bot did not know.
    package mutating func members(of unanswered: Unanswered) {
        member("from", unanswered.from.description)
        member("to", unanswered.to.description)
        member("messages", unanswered.messages)
        member("different", unanswered.different)
        member("open", array: { list in for group in unanswered.open { list.group(group) } })
        member("rest", unanswered.rest)
        member("answered", array: { list in for group in unanswered.answered { list.group(group) } })
    }

    private mutating func group(_ group: Unanswered.Group) {
        object { object in
            object.member("question", group.question)
            object.member("count", group.count)
            object.member("last_seen", group.lastSeen.description)
            object.member("conversation_id", group.conversation.description)
            object.member("wordings", strings: group.wordings)
            object.member(
                "replies",
                array: { list in
                    for reply in group.replies {
                        list.object { object in
                            object.member("by", reply.by)
                            object.member("at", reply.at.description)
                            object.member("words", reply.words)
                        }
                    }
                })
            if let nearest = group.nearest {
                object.member(
                    "nearest",
                    object: { object in
                        object.member("slug", nearest.entry.slug)
                        object.member("question", nearest.entry.question)
                        object.member("mode", nearest.entry.mode.rawValue)
                        object.member("file", nearest.entry.file)
                        object.member("confidence", nearest.confidence)
                    })
            } else {
                object.member("nearest", raw: nil)
            }
            object.member("answered_by", strings: group.now.slugs)
            object.member("asks_for_person", group.now == .person)
        }
    }
}
