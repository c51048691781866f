import FAQ
import Testing

/// How messages are compared that no rule knows.
struct LikenessTests {
    @Test func rareWordsDecide() {
        let lines = ["do you open on sundays", "do you sell cups", "do you ship to norway", "how do you do"]
        let likeness = Likeness(among: lines.map { MessageForm($0) })
        let question = MessageForm("do you have gift wrap")
        let (rare, common) = (MessageForm("gift wrap"), MessageForm("do you have"))
        #expect(likeness.between(question, rare) > likeness.between(MessageForm("do you gift wrap"), common))
    }

    @Test func likenessIsSymmetricAndWholeForTheSameWords() {
        let likeness = Likeness(among: ["do you open", "do you wrap gifts"].map { MessageForm($0) })
        let (one, other) = (MessageForm("you wrap gifts"), MessageForm("do you wrap a GIFT?"))
        #expect(likeness.between(one, other) == likeness.between(other, one))
        #expect(likeness.between(one, MessageForm("Gifts you wrap!")) == 1)
        #expect(likeness.between(one, MessageForm("quokka")) == 0)
        #expect(likeness.between(one, other) > likeness.between(one, MessageForm("do you open")))
    }

    @Test func theKeyIsWhatAnExactMatchCompares() {
        #expect(MessageForm("Do  you WRAP?!").key == MessageForm("do you wrap").key)
        #expect(MessageForm("do you wrap it").key != MessageForm("do you wrap").key)
    }
}
