import FAQ
import TestSupport
import Testing

@Suite struct NormalTextTests {
    /// Through the public face: `Finding.normalised`.
    private let edition = Folder.edition(["a/one.md": Folder.entry("question: Can I?")])

    private func normalised(_ text: String) -> String {
        edition.find(text, on: Folder.today).normalised
    }

    @Test(
        arguments: [
            ("  Hello\t\nWorld \r\n", "hello world"), ("DON’T “quote” ‘me’ «now»", "don't \"quote\" 'me' \"now\""),
            ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"), ("ﬁne ①", "fine 1"), ("e\u{301}te\u{301}", "été"), ("ÉTÉ", "été"),
            ("zero\u{200B}width\u{FEFF}", "zerowidth"), ("a\u{0}b\u{1B}c\u{7F}d", "abcd"),
            ("soft\u{AD}hyphen", "softhyphen"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"), ("GRÖSSE größe", "grösse größe"), ("\u{212A}elvin", "kelvin"), ("ſo", "so"),
            ("a\u{A0}\u{2003}b", "a b"), ("rock ´n´ roll", "rock 'n' roll"), ("", ""), (" \u{200B} ", ""),
            ("I\u{307}", "i\u{307}"),
            ("❤️ 👨‍👩‍👧", "❤ 👨👩👧"), ("한글", "한글"),
        ])
    func oneSpellingForWhatLooksTheSame(text: String, expected: String) {
        #expect(Array(normalised(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func theShortWayForEuropeanLettersLeadsToTheSamePlace() {
        for value in UInt32(0x21)...0x24F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(scalar)e"
            // The digit has to be composed, and takes the text the long way.
            #expect("1" + normalised(text) == normalised("①" + text))
        }
    }

    @Test func aLongTextIsCut() {
        #expect(normalised(String(repeating: "A", count: 1_001)) == String(repeating: "a", count: 1_000))
        #expect(normalised(String(repeating: "ä", count: 5_000)).unicodeScalars.count == 1_000)
        #expect(normalised(String(repeating: "\u{FDFA}", count: 900)).unicodeScalars.count <= 1_000)
        #expect(normalised(String(repeating: "a", count: 999) + " b") == String(repeating: "a", count: 999))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func normalisingTwiceChangesNothing(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let blocks: [ClosedRange<UInt32>] = [
            0...0x7F, 0x80...0x24F, 0x300...0x36F, 0x370...0x5FF, 0x1E00...0x206F, 0x2100...0x2FFF, 0x3000...0x33FF,
            0xF900...0xFFFD, 0x1D400...0x1D7FF, 0x1F100...0x1FAFF, 0xE0000...0xE01EF,
        ]
        for _ in 0..<1_500 {
            let scalars = (0..<Int.random(in: 0...24, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: blocks.randomElement(using: &generator) ?? 0...1, using: &generator))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let once = normalised(text)
            #expect(Array(normalised(once).unicodeScalars) == Array(once.unicodeScalars), "\(scalars)")
        }
    }
}
