import Foundation
import JSON
import TestSupport

/// A JSON value to write, and to compare with what a reader makes of it.
enum Tree: Equatable {
    case text(String)
    case whole(Int)
    case real(Double)
    case truth(Bool)
    case null
    case list([Tree])
    case object([String: Tree])

    /// Of at most `depth` levels below this one.
    static func random(depth: Int, using generator: inout SplitMix64) -> Tree {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0, 1: .text(words(using: &generator))
        case 2: .whole(Int(truncatingIfNeeded: generator.next() >> UInt64.random(in: 0..<64, using: &generator)))
        case 3: .real(real(using: &generator))
        case 4: .truth(Bool.random(using: &generator))
        case 5: .null
        case 6:
            .list(
                (0..<Int.random(in: 0...5, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                        (words(using: &generator), random(depth: depth - 1, using: &generator))
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Any scalars, those that a writer has to escape more often than others.
    private static func words(using generator: inout SplitMix64) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            let range: ClosedRange<UInt32> =
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: 0...0x1F
                case 1: 0x20...0x7F
                case 2: 0x2020...0x2030
                case 3: 0x1F300...0x1F9FF
                default: 0...0x10FFFF
                }
            guard let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) else { continue }
            scalars.append(
                Bool.random(using: &generator) ? scalar : ["\"", "\\", "/"].randomElement(using: &generator) ?? "/")
        }
        return String(scalars)
    }

    /// With few digits: the reader goes by way of decimal numbers and is not exact to the last of seventeen.
    private static func real(using generator: inout SplitMix64) -> Double {
        Double(Int16.random(in: .min ... .max, using: &generator)) / 8
    }

    /// What Foundation has read; nil for what is no JSON value.
    init?(_ value: Any) {
        switch value {
        case is NSNull: self = .null
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.compactMap(Tree.init))
        case let object as [String: Any]: self = .object(object.compactMapValues(Tree.init))
        case let number as NSNumber: self = .real(number.doubleValue)
        default: return nil
        }
    }

    /// The same with every number and truth as the reader's one kind of number.
    var read: Tree {
        switch self {
        case .whole(let number): .real(Double(number))
        case .truth(let truth): .real(truth ? 1 : 0)
        case .list(let list): .list(list.map(\.read))
        case .object(let object): .object(object.mapValues(\.read))
        case .text, .real, .null: self
        }
    }
}

extension JSONWriter {
    /// As a member of the object that is being written; each kind by the method made for it.
    mutating func member(_ name: String, tree: Tree) {
        switch tree {
        case .text(let text): member(name, text)
        case .whole(let number): member(name, number)
        case .real(let number): member(name, number)
        case .truth(let truth): member(name, truth)
        case .null: member(name, raw: nil)
        case .list(let list): member(name, array: { writer in for tree in list { writer.element(tree) } })
        case .object(let members):
            member(name, object: { writer in for (name, tree) in members { writer.member(name, tree: tree) } })
        }
    }

    private mutating func element(_ tree: Tree) {
        switch tree {
        case .text(let text): value(text)
        case .whole(let number): value(number)
        case .real(let number): raw("\(number)".utf8)
        case .truth(let truth): raw("\(truth)".utf8)
        case .null: raw("null".utf8)
        case .list(let list): array { writer in for tree in list { writer.element(tree) } }
        case .object(let members): object { writer in for (name, tree) in members { writer.member(name, tree: tree) } }
        }
    }
}
