import FAQ

/// What the people of a `StoredPast` say: the questions an FAQ is for, others, and talk about orders.
struct StoredWords {
    private let questions: [String]
    private let topics: [String]

    init(of edition: Edition) {
        questions = edition.entries.filter { $0.language == nil }.flatMap { [$0.question] + $0.asks }
        topics = Array(Set(edition.entries.map(\.topic))).sorted()
    }

    func topic(using generator: inout SeededGenerator) -> String {
        topics.randomElement(using: &generator) ?? ""
    }

    func name(using generator: inout SeededGenerator) -> String {
        "\(pick(Self.names, &generator)) \(pick(Self.surnames, &generator))"
    }

    /// Four in five are what some entry is for.
    func question(using generator: inout SeededGenerator) -> String {
        if Int.random(in: 0..<5, using: &generator) == 0 { return line(using: &generator) }
        let question = questions.randomElement(using: &generator) ?? ""
        return switch Int.random(in: 0..<6, using: &generator) {
        case 0: "hi, \(question)"
        case 1: "\(question) please"
        case 2: "\(question), it is about order \(order(&generator))"
        default: question
        }
    }

    /// Something about an order that no entry answers.
    func line(using generator: inout SeededGenerator) -> String {
        "\(pick(Self.openings, &generator)) the \(pick(Self.colours, &generator)) \(pick(Self.things, &generator)) "
            + "\(pick(Self.troubles, &generator)) \(order(&generator))"
    }

    func reply(using generator: inout SeededGenerator) -> String {
        "\(pick(Self.replies, &generator)) The \(pick(Self.things, &generator)) of order \(order(&generator)) "
            + "\(pick(Self.promises, &generator)) \(pick(Self.days, &generator))."
    }

    private func order(_ generator: inout SeededGenerator) -> String {
        "HP\(Int.random(in: 100_000..<1_000_000, using: &generator))"
    }

    private func pick(_ words: [String], _ generator: inout SeededGenerator) -> String {
        words[Int.random(in: words.indices, using: &generator)]
    }

    static let names = [
        "Ada", "Bo", "Carl", "Dora", "Emil", "Freja", "Gitte", "Hugo", "Ida", "Jens", "Kaja", "Lars", "Mia", "Nora",
        "Otto", "Pia", "Rasmus", "Sofie", "Tove", "Ulla", "Viggo", "Ylva", "Anton", "Berta", "Clara", "David",
    ]
    private static let surnames = [
        "Andersen", "Bach", "Christensen", "Dahl", "Eriksen", "Frank", "Gram", "Holm", "Iversen", "Juhl", "Krogh",
        "Lund", "Madsen", "Nielsen", "Olsen", "Poulsen", "Ravn", "Skov", "Thomsen", "Vang", "Winther", "Berg",
    ]
    private static let openings = [
        "yesterday", "I looked again and", "as I wrote,", "my neighbour says", "this morning", "we think that",
        "sorry to bother you but", "for the third time", "just so you know,", "it seems",
    ]
    private static let colours = ["blue", "green", "white", "small", "large", "oak", "walnut", "grey", "second", "old"]
    private static let things = [
        "lamp", "kettle", "table", "chair", "sofa", "curtain", "carpet", "mirror", "vase", "bowl", "plate", "shelf",
        "drawer", "bench", "stool", "mattress", "wardrobe", "desk", "blanket", "candle", "clock", "basket", "pillow",
    ]
    private static let troubles = [
        "wobbles when I lean on it,", "has a scratch on its left side,", "came without its screws,",
        "makes a strange humming noise,", "does not fit through our door,", "smells of paint,",
        "looks nothing like the picture,", "was left at the wrong house,", "stopped working overnight,",
    ]
    private static let replies = [
        "Thank you for waiting.", "I have looked it up.", "That should not have happened.", "I see what you mean.",
        "Let me put that right.", "Good that you wrote.", "I have asked the workshop.", "You are right.",
    ]
    private static let promises = [
        "leaves our store on", "will be fetched on", "gets a new part by", "is repaired until", "arrives on",
        "is refunded by", "waits for you at the counter from",
    ]
    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "next week"]
}
