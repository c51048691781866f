import JSON

extension Answer {
    /// The answers to several questions in one message, each below its question.
    package init(toQuestions entries: [Entry]) {
        text = entries.map { "\($0.question)\n\($0.answer.text)" }.joined(separator: "\n\n")
        // An answer's tree is an array of blocks, so what stands between its brackets can stand in another's.
        let blocks = entries.map { entry in
            let heading = AnswerJSON.array(of: [.paragraph([.bold([.text(entry.question)])])])
            return [heading, entry.answer.rich].map { String($0.dropFirst().dropLast()) }.joined(separator: ",")
        }
        rich = "[\(blocks.joined(separator: ","))]"
    }
}
