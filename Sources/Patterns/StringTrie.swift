/// Distinct strings, numbered as they come.
struct StringTrie {
    /// A beginning of some strings; the children of one follow each other as siblings.
    struct Node {
        var firstChild: Int32 = 0
        var sibling: Int32 = 0
        /// The string that ends here, or -1.
        var string: Int32 = -1
        var label: UInt8
    }

    /// The root comes first. No node has it as child or sibling, so 0 stands for none.
    private(set) var nodes = [Node(label: 0)]
    private(set) var lengths: [Int] = []
    /// The root has too many children to look through.
    private var first = [Int32](repeating: 0, count: 256)

    var count: Int { lengths.count }

    /// The number of a string that is not empty.
    mutating func insert(_ string: [UInt8]) -> Int {
        precondition(!string.isEmpty, "an empty string is in every text")
        var node = first[Int(string[0])]
        if node == 0 {
            node = addChild(to: 0, label: string[0])
            first[Int(string[0])] = node
        }
        for byte in string.dropFirst() {
            var child = nodes[Int(node)].firstChild
            while child != 0, nodes[Int(child)].label != byte { child = nodes[Int(child)].sibling }
            node = child == 0 ? addChild(to: node, label: byte) : child
        }
        if nodes[Int(node)].string < 0 {
            nodes[Int(node)].string = Int32(lengths.count)
            lengths.append(string.count)
        }
        return Int(nodes[Int(node)].string)
    }

    private mutating func addChild(to parent: Int32, label: UInt8) -> Int32 {
        let node = Int32(nodes.count)
        nodes.append(Node(sibling: nodes[Int(parent)].firstChild, label: label))
        nodes[Int(parent)].firstChild = node
        return node
    }
}
