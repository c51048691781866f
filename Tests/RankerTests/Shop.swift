import Ranker

/// A small shop's questions, a few of each entry, for tests.
enum Shop {
    static let delivery = 0
    static let refund = 1
    static let password = 2
    static let invoice = 3
    static let size = 4
    static let voucher = 5

    static let examples = [
        delivery: [
            "when will my order arrive", "how long does delivery take", "where is my parcel", "track my package",
            "has my order been shipped yet", "what day will the delivery come",
        ],
        refund: [
            "i want my money back", "how do i return these shoes", "when do i get my refund",
            "can i send something back", "return an item that does not fit", "refund for a returned jacket",
        ],
        password: [
            "i forgot my password", "cannot log in to my account", "reset my password please",
            "the login page rejects my password", "how can i change my password", "locked out of my account",
        ],
        invoice: [
            "i need an invoice for my company", "send me the receipt again", "where can i download the invoice",
            "the receipt has the wrong address", "invoice with vat number", "get a copy of my bill",
        ],
        size: [
            "which shoe size should i take", "do the trousers run small", "is there a size chart",
            "what size is medium in centimetres", "are these boots true to size", "sizing of the kids jackets",
        ],
        voucher: [
            "my voucher code does not work", "how do i redeem a gift card", "the discount code is rejected",
            "can i use two vouchers together", "where do i enter the promo code", "when does my gift card expire",
        ],
    ].sorted { $0.key < $1.key }.flatMap { entry, texts in texts.map { Ranker.Example($0, entry: entry) } }

    static let ranker = Ranker(examples, background: [])
}
