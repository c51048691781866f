/// What people say.
enum Sentences {
    /// Of customers to the bot: usual questions, badly typed ones, and what no FAQ knows.
    static let questions = [
        "Where is my order?", "how much is a parcel to germany", "Can I send this back?", "my cup arrived broken",
        "do you ship to switzerland", "What are your opening hours?", "i want a refund", "Can I pay by invoice?",
        "is there a gift card", "where can i change my address", "How long does delivery take?", "wehre is my parcel",
        "Do you have a shop in Vienna", "the code does not work", "kann ich zurückschicken",
        "what is the meaning of it",
        "my cat sat on the kettle", "¿Dónde está mi pedido?", "does the teapot fit in the dishwasher", "hello",
    ]

    static let toAgents = [
        "Are you there?", "It is the blue one.", "The number is HP-20417.", "I ordered it last week.", "Yes, please.",
        "No, the other one.", "That did not help.", "Could you look again?", "It was a gift 🎁", "Thank you!",
    ]

    static let ofAgents = [
        "Hello, I am looking at it now.", "Could you tell me the order number?", "I have sent a new one.",
        "That will be with you on Thursday.", "I’m sorry about that.", "Is there anything else?", "One moment, please.",
    ]

    static let notes = ["Called the depot.", "Second time this month.", "Waiting for the warehouse."]

    static let remarks = ["I would rather talk to somebody.", "This is about a refund."]
}
