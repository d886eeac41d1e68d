// MARK: - Location

/// A place in a source text, as people count: both numbers start at 1.
public struct Location: Hashable, Sendable {
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int

    /// Creates a location from its line and column, both counted from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

// MARK: - ParseError

/// Why a text was refused, where, and what to do about it.
public struct ParseError: Error, Equatable, Sendable {
    /// What is wrong, in lower case and without a final stop.
    public var message: String
    /// What to change, when that can be said.
    public var cure: String?
    /// The byte at which the trouble was noticed.
    public var offset: Int
    /// The same place by line and column.
    public var location: Location

    /// Creates an error.
    public init(message: String, cure: String?, offset: Int, location: Location) {
        self.message = message
        self.cure = cure
        self.offset = offset
        self.location = location
    }
}

// MARK: - Source

/// A named text, kept byte for byte, that can say on which line a byte lies.
public final class Source: Sendable {
    /// The name used in messages, usually a path.
    public let name: String
    /// The text exactly as read, byte-order mark and line endings included.
    public let bytes: [UInt8]

    // One mark for every 4096 bytes instead of one per line: a few kilobytes for the largest input, and a look-up
    // never scans further than one block, even in a JSON text of a single line.
    let marks: [LineMark]
    /// How many line breaks the text holds.
    let breaks: Int

    /// Creates a source from bytes; the bytes are checked only when they are parsed.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        let built = bytes.withUnsafeBufferPointer { LineMark.build($0) }
        marks = built.marks
        breaks = built.breaks
    }

    /// Creates a source from a string.
    public convenience init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The line and column of a byte; an offset outside the text is moved to its nearest end.
    public func location(ofByte offset: Int) -> Location {
        let end = min(max(offset, 0), bytes.count)
        let block = end >> LineMark.shift
        guard block < marks.count else { return Location(line: 1, column: 1) }
        let mark = marks[block]
        var line = Int(mark.line)
        var column = Int(mark.column)
        var index = block << LineMark.shift
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == Ascii.lineFeed || (byte == Ascii.carriageReturn && !startsWithLineFeed(at: index)) {
                line += 1
                column = 0
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return Location(line: line + 1, column: max(column, 0) + 1)
    }

    private func startsWithLineFeed(at index: Int) -> Bool {
        index < bytes.count && bytes[index] == Ascii.lineFeed
    }
}

// MARK: - LineMark

/// What is known about the text before one block of a source: lines ended, and scalars since the last line break.
struct LineMark: Sendable {
    var line: UInt32
    var column: Int32

    static let shift = 12

    static func build(_ bytes: UnsafeBufferPointer<UInt8>) -> (marks: [LineMark], breaks: Int) {
        var marks: [LineMark] = []
        marks.reserveCapacity((bytes.count >> shift) + 2)
        // A byte-order mark is one scalar that nobody sees as a column.
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        var column = hasMark ? -1 : 0
        var line = 0
        var start = 0
        repeat {
            marks.append(LineMark(line: UInt32(clamping: line), column: Int32(clamping: column)))
            let end = min(start + (1 << shift), bytes.count)
            // Counting without branches lets the compiler vectorise; the exact column needs only the last line.
            var feeds = 0
            var returns = 0
            for index in start..<end {
                feeds &+= bytes[index] == Ascii.lineFeed ? 1 : 0
                returns &+= bytes[index] == Ascii.carriageReturn ? 1 : 0
            }
            var tail = start
            if feeds > 0 || returns > 0 {
                var lone = 0
                if returns > 0 {
                    for index in start..<end where isLoneReturn(bytes, index) { lone += 1 }
                }
                if feeds + lone > 0 {
                    line += feeds + lone
                    column = 0
                    tail = end
                    while tail > start, bytes[tail - 1] != Ascii.lineFeed, !isLoneReturn(bytes, tail - 1) { tail -= 1 }
                }
            }
            var scalars = 0
            for index in tail..<end { scalars &+= bytes[index] & 0xC0 != 0x80 ? 1 : 0 }
            column += scalars
            start = end
        } while start < bytes.count
        // An offset equal to the count may open a block of its own.
        if bytes.count & ((1 << shift) - 1) == 0, bytes.count > 0 {
            marks.append(LineMark(line: UInt32(clamping: line), column: Int32(clamping: column)))
        }
        return (marks, line)
    }

    static func isLoneReturn(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        bytes[index] == Ascii.carriageReturn
            && !(index + 1 < bytes.count && bytes[index + 1] == Ascii.lineFeed)
    }
}

// MARK: - Limits

/// Bounds on what a text may ask of the reader, so that no input can exhaust it.
public struct Limits: Sendable {
    /// How deeply collections may nest, following aliases; never more than 512, because the parser recurses.
    public var depth = 128
    /// The largest accepted text in bytes; never more than 2 GiB.
    public var bytes = 256 << 20
    /// How many nodes all aliases of a document may stand for together, were each written out in full; every 64
    /// bytes of text count as one more node.
    public var aliasExpansion = 1_000_000

    /// Creates the default limits.
    public init() {}
}

// MARK: - Scalar

/// The value of a scalar node.
public enum Scalar: Equatable, Sendable {
    /// No value: empty, `~` or `null`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number that fits 64 bits.
    case int(Int64)
    /// Any other number.
    case float(Double)
    /// Text.
    case string(String)
}

// MARK: - Document

/// One document of a source.
public struct Document: Sendable {
    let tree: Tree
    let rootIndex: UInt32
    /// The document's position among the documents returned, from 0.
    public let index: Int
    /// The document's bytes: from its `---` line (or the comments before its content) up to the next document.
    public let range: Range<Int>

    /// The text the document was read from.
    public var source: Source { tree.source }
    /// The top node.
    public var root: Node { Node(tree: tree, index: rootIndex) }
}

// MARK: - Entry

/// One key with its value, in a mapping.
public struct Entry: Sendable {
    /// The key.
    public let key: Node
    /// The value; a null scalar when nothing was written.
    public let value: Node
}

// MARK: - Node

/// A node of a document: a cheap value that points into the document's flat store of nodes.
///
/// An alias (`*x`) answers `kind`, `style`, `entries`, `items`, `text` and `scalar` as the node it stands for, while
/// `range` and `location` are those of the alias itself; `resolved` is the node it stands for. Following aliases
/// always ends: an anchor becomes visible only after its node is complete, so no node can contain itself, and
/// `Limits` bounds both the depth and the number of nodes that aliases can produce.
public struct Node: Sendable {
    /// What a node is.
    public enum Kind: UInt8, Sendable {
        /// Keys with values.
        case mapping
        /// A list.
        case sequence
        /// A single value.
        case scalar
    }

    /// How a node is written.
    public enum Style: UInt8, Sendable {
        /// A scalar without quotes.
        case plain
        /// A scalar in `'`.
        case singleQuoted
        /// A scalar in `"`.
        case doubleQuoted
        /// A scalar introduced by `|`.
        case literal
        /// A scalar introduced by `>`.
        case folded
        /// A collection in brackets.
        case flow
        /// A collection laid out by indentation.
        case block
    }

    let tree: Tree
    let index: UInt32

    init(tree: Tree, index: UInt32) {
        self.tree = tree
        self.index = index
    }

    var own: NodeRecord { tree.records[Int(index)] }
    var record: NodeRecord { tree.records[Int(tree.target(of: index))] }

    /// What the node is, aliases resolved.
    public var kind: Kind { record.kind }
    /// How the node is written, aliases resolved.
    public var style: Style { record.style }
    /// Whether the node is written as an alias.
    public var isAlias: Bool { own.isAlias }
    /// The node itself, or what it stands for when it is an alias.
    public var resolved: Node { Node(tree: tree, index: tree.target(of: index)) }
    /// The anchor written before the node, without `&`.
    public var anchor: String? { own.hasProperties ? tree.text(tree.properties[index]?.anchor) : nil }
    /// The tag written before the node, as written (`!!str`, `!local`, `!<tag:…>`).
    public var tag: String? { record.hasProperties ? tree.text(tree.properties[tree.target(of: index)]?.tag) : nil }
    /// The bytes of the node's own text, after its anchor and tag.
    ///
    /// Quotes and brackets are included. A block collection runs from its first key or dash to the end of its last
    /// child. A literal or folded scalar runs from its indicator to just before the last line break of its text. A
    /// value that was left out is an empty range right after the indicator that announced it.
    public var range: Range<Int> { own.range }
    /// Where the node's own text begins.
    public var location: Location { source.location(ofByte: own.range.lowerBound) }
    /// The text the node was read from.
    public var source: Source { tree.source }

    /// The entries of a mapping in source order, merge keys (`<<`) left as they are; empty for other kinds.
    public var entries: [Entry] {
        let record = record
        guard record.kind == .mapping else { return [] }
        var result: [Entry] = []
        var key = record.child
        while key != NodeRecord.none {
            let value = tree.records[Int(key)].next
            guard value != NodeRecord.none else { break }
            result.append(Entry(key: Node(tree: tree, index: key), value: Node(tree: tree, index: value)))
            key = tree.records[Int(value)].next
        }
        return result
    }

    /// The items of a sequence in source order; empty for other kinds.
    public var items: [Node] {
        let record = record
        guard record.kind == .sequence else { return [] }
        var result: [Node] = []
        var item = record.child
        while item != NodeRecord.none {
            result.append(Node(tree: tree, index: item))
            item = tree.records[Int(item)].next
        }
        return result
    }

    /// The value of a key: the mapping's own entry first, then its merge keys (`<<`), the earliest first.
    public subscript(_ key: String) -> Node? {
        var merges: [UInt32] = []
        if let own = tree.find(key, in: tree.target(of: index), merges: &merges) { return Node(tree: tree, index: own) }
        if merges.isEmpty { return nil }
        // Mappings merged along several ways are visited once, or nested merges would multiply.
        var seen: Set<UInt32> = []
        var stack = Array(merges.reversed())
        while let next = stack.popLast() {
            let target = tree.target(of: next)
            guard seen.insert(target).inserted else { continue }
            if tree.records[Int(target)].kind == .sequence {
                stack.append(contentsOf: tree.children(of: target).reversed())
                continue
            }
            merges.removeAll(keepingCapacity: true)
            if let found = tree.find(key, in: target, merges: &merges) { return Node(tree: tree, index: found) }
            stack.append(contentsOf: merges.reversed())
        }
        return nil
    }

    /// A scalar's text with quotes, escapes and folding undone, whatever its type; empty for collections.
    public var text: String {
        let record = record
        guard record.kind == .scalar else { return "" }
        return tree.source.bytes.withUnsafeBufferPointer { bytes in
            if record.isVerbatim {
                return String(decoding: UnsafeBufferPointer(rebasing: bytes[record.content]), as: UTF8.self)
            }
            return String(decoding: ScalarText.decode(bytes, record), as: UTF8.self)
        }
    }

    /// A scalar's value as kubectl reads it; null for collections.
    public var scalar: Scalar {
        let record = record
        guard record.kind == .scalar else { return .null }
        return ScalarValue.resolve(text, style: record.style, tag: tag)
    }

    /// Whether the node is a scalar without a value.
    public var isNull: Bool {
        let record = record
        guard record.kind == .scalar, record.hasProperties || record.style == .plain else { return false }
        // Decoding is for the few candidates only: null is never longer than four bytes.
        if !record.hasProperties, record.range.count > 4 { return false }
        return scalar == .null
    }
}

// MARK: - YAML

/// The YAML reader: YAML 1.2 in block and flow style, and therefore JSON, with scalars typed as kubectl types them.
public enum YAML {
    /// Reads all documents of a source; documents without content are left out.
    public static func parse(_ source: Source, limits: Limits = Limits()) throws(ParseError) -> [Document] {
        let most = min(limits.bytes, Int(Int32.max))
        guard source.bytes.count <= most else {
            throw ParseError(
                message: "the text has \(source.bytes.count) bytes; the limit is \(most)",
                cure: "split the file", offset: most, location: source.location(ofByte: most))
        }
        let result = try source.bytes.withUnsafeBufferPointer {
            (bytes) throws(ParseError) -> (Tree, [Parser.Found]) in
            if let bad = Encoding.check(bytes) {
                throw ParseError(
                    message: bad.message, cure: bad.cure, offset: bad.offset,
                    location: source.location(ofByte: bad.offset))
            }
            var parser = Parser(bytes, source, limits)
            do throws(ParseError) {
                try parser.parseStream()
            } catch {
                throw parser.refined(error)
            }
            return (Tree(source: source, records: parser.records, properties: parser.properties), parser.found)
        }
        var documents: [Document] = []
        documents.reserveCapacity(result.1.count)
        for (index, found) in result.1.enumerated() {
            documents.append(Document(tree: result.0, rootIndex: found.root, index: index, range: found.range))
        }
        return documents
    }

    /// Reads text that does not come from a file, such as an annotation's value.
    public static func parse(_ text: String, name: String) throws(ParseError) -> [Document] {
        try parse(Source(name: name, text: text))
    }
}

// MARK: - Ascii

/// The bytes the parser looks for.
enum Ascii {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let exclamation: UInt8 = 0x21
    static let doubleQuote: UInt8 = 0x22
    static let hash: UInt8 = 0x23
    static let percent: UInt8 = 0x25
    static let ampersand: UInt8 = 0x26
    static let singleQuote: UInt8 = 0x27
    static let asterisk: UInt8 = 0x2A
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let dash: UInt8 = 0x2D
    static let dot: UInt8 = 0x2E
    static let zero: UInt8 = 0x30
    static let nine: UInt8 = 0x39
    static let colon: UInt8 = 0x3A
    static let less: UInt8 = 0x3C
    static let greater: UInt8 = 0x3E
    static let question: UInt8 = 0x3F
    static let at: UInt8 = 0x40
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let underscore: UInt8 = 0x5F
    static let backquote: UInt8 = 0x60
    static let openBrace: UInt8 = 0x7B
    static let pipe: UInt8 = 0x7C
    static let closeBrace: UInt8 = 0x7D

    @inline(__always) static func isBreak(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
    /// Blank, line break or end of text: the reader answers 0 beyond the end, and no accepted text contains 0.
    @inline(__always) static func isSpaceOrEnd(_ byte: UInt8) -> Bool {
        byte == space || byte == lineFeed || byte == carriageReturn || byte == tab || byte == 0
    }
    @inline(__always) static func isFlowIndicator(_ byte: UInt8) -> Bool {
        byte == comma || byte == openBracket || byte == closeBracket || byte == openBrace || byte == closeBrace
    }
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= nine }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x37
        case 0x61...0x66: UInt32(byte) - 0x57
        default: nil
        }
    }
}

// MARK: - Encoding

/// The check that a text is UTF-8 without control characters, made once so that later stages need no checks.
enum Encoding {
    struct Fault {
        var message: String
        var cure: String?
        var offset: Int
    }

    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
        let count = bytes.count
        var index = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index < count {
            // Eight bytes at a time while all are ASCII; a byte below 0x20 (mostly line breaks) is looked at alone.
            if index + 8 <= count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let high = word & 0x8080_8080_8080_8080
                let low = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
                if high == 0, low == 0 {
                    index += 8
                    continue
                }
                // The first interesting byte: the lowest one of a little-endian word.
                index += (high | low).littleEndian.trailingZeroBitCount >> 3
            }
            let byte = bytes[index]
            if byte < 0x80 {
                if byte < 0x20, byte != Ascii.lineFeed, byte != Ascii.carriageReturn, byte != Ascii.tab {
                    return control(byte, at: index)
                }
                index += 1
                continue
            }
            let length = sequenceLength(bytes, index)
            if length == 0 {
                let isUTF16 = index == 0 && (byte == 0xFE || byte == 0xFF)
                return Fault(
                    message: isUTF16 ? "the text is UTF-16, not UTF-8" : "invalid UTF-8 byte \(hex(byte))",
                    cure: "save the file as UTF-8", offset: index)
            }
            index += length
        }
        return nil
    }

    static func control(_ byte: UInt8, at offset: Int) -> Fault {
        let name = byte == 0 ? "NUL byte" : "control character \(hex(byte))"
        return Fault(
            message: "\(name) in the text", cure: "remove it, or write it as an escape in double quotes",
            offset: offset)
    }

    static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    /// The length of the well-formed sequence at an index, or 0: over-long forms and surrogates are ill-formed.
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        func continuation(_ distance: Int, _ allowed: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + distance < bytes.count && allowed.contains(bytes[index + distance])
        }
        let lead = bytes[index]
        switch lead {
        case 0xC2...0xDF:
            return continuation(1) ? 2 : 0
        case 0xE0...0xEF:
            let second: ClosedRange<UInt8> = lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : 0x80...0xBF
            return continuation(1, second) && continuation(2) ? 3 : 0
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> = lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            return continuation(1, second) && continuation(2) && continuation(3) ? 4 : 0
        default:
            return 0
        }
    }
}

// MARK: - NodeRecord

/// A node as stored: twenty bytes, linked to its first child and next sibling by index.
struct NodeRecord: Sendable {
    static let none = UInt32.max

    // Bits 0-1 kind, 2-4 style, then flags.
    var bits: UInt32
    var start: UInt32
    var end: UInt32
    /// A collection's first child, an alias's target, a literal or folded scalar's indentation.
    var child: UInt32
    var next: UInt32

    static let aliasFlag: UInt32 = 1 << 5
    static let verbatimFlag: UInt32 = 1 << 6
    static let propertiesFlag: UInt32 = 1 << 7

    init(kind: Node.Kind, style: Node.Style, start: Int, end: Int) {
        bits = UInt32(kind.rawValue) | UInt32(style.rawValue) << 2
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        child = NodeRecord.none
        next = NodeRecord.none
    }

    var kind: Node.Kind { Node.Kind(rawValue: UInt8(bits & 3)) ?? .scalar }
    var style: Node.Style { Node.Style(rawValue: UInt8(bits >> 2 & 7)) ?? .plain }
    var isAlias: Bool { bits & NodeRecord.aliasFlag != 0 }
    /// Whether a scalar's text is exactly its source bytes between the quotes, if any.
    var isVerbatim: Bool { bits & NodeRecord.verbatimFlag != 0 }
    var hasProperties: Bool { bits & NodeRecord.propertiesFlag != 0 }
    var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }

    /// The bytes of a verbatim scalar without its quotes.
    var content: Range<Int> {
        let inset = style == .plain ? 0 : 1
        let from = Int(start) + inset
        return from..<max(from, Int(end) - inset)
    }
}

// MARK: - Properties

/// Where a node's anchor and tag are written.
struct Properties: Sendable {
    /// The anchor's name, without `&`.
    var anchor: Range<Int>?
    /// The tag, with its `!`.
    var tag: Range<Int>?

    var isEmpty: Bool { anchor == nil && tag == nil }
}

// MARK: - Tree

/// All nodes of a source, of all its documents, in one array.
final class Tree: Sendable {
    let source: Source
    let records: [NodeRecord]
    let properties: [UInt32: Properties]

    init(source: Source, records: [NodeRecord], properties: [UInt32: Properties]) {
        self.source = source
        self.records = records
        self.properties = properties
    }

    /// The node an alias stands for, or the node itself; an alias never stands for an alias.
    func target(of index: UInt32) -> UInt32 {
        let record = records[Int(index)]
        return record.isAlias ? record.child : index
    }

    func children(of index: UInt32) -> [UInt32] {
        var result: [UInt32] = []
        var child = records[Int(index)].child
        while child != NodeRecord.none {
            result.append(child)
            child = records[Int(child)].next
        }
        return result
    }

    func text(_ range: Range<Int>?) -> String? {
        range.map { String(decoding: source.bytes[$0], as: UTF8.self) }
    }

    /// The value of a key in a mapping's own entries; the values of its merge keys are collected on the way.
    func find(_ key: String, in mapping: UInt32, merges: inout [UInt32]) -> UInt32? {
        let record = records[Int(mapping)]
        guard !record.isAlias, record.kind == .mapping else { return nil }
        // Bytes, not strings, are compared: Swift's string equality would take two spellings of "é" for one key.
        let wanted = key.utf8
        let length = wanted.count
        return source.bytes.withUnsafeBufferPointer { bytes in
            var current = record.child
            while current != NodeRecord.none {
                let entry = records[Int(current)]
                let value = entry.next
                guard value != NodeRecord.none else { return nil }
                let name = entry.isAlias ? records[Int(entry.child)] : entry
                if name.kind == .scalar {
                    if name.isVerbatim {
                        let content = name.content
                        if content.count == length, bytes[content].elementsEqual(wanted) { return value }
                        if !entry.isAlias, MergeKey.matches(bytes, name) { merges.append(value) }
                    } else if ScalarText.decode(bytes, name).elementsEqual(wanted) {
                        return value
                    }
                }
                current = records[Int(value)].next
            }
            return nil
        }
    }
}

// MARK: - MergeKey

/// The key `<<`, which is special only without quotes.
enum MergeKey {
    @inline(__always) static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ record: NodeRecord) -> Bool {
        record.end &- record.start == 2 && record.style == .plain && bytes[Int(record.start)] == Ascii.less
            && bytes[Int(record.start) + 1] == Ascii.less
    }
}

// MARK: - ScalarText

/// Turns a scalar's source bytes into its text. The parser has checked the syntax, so nothing here can fail.
enum ScalarText {
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ record: NodeRecord) -> [UInt8] {
        let start = Int(record.start)
        let end = min(Int(record.end), bytes.count)
        switch record.style {
        case .literal, .folded:
            return block(bytes, start, end, indent: Int(record.child), folded: record.style == .folded)
        case .singleQuoted, .doubleQuoted:
            return flow(bytes, start + 1, end - 1, record.style)
        default:
            return flow(bytes, start, end, .plain)
        }
    }

    /// The text of a plain or quoted scalar: line breaks fold, escapes are replaced.
    static func flow(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ style: Node.Style) -> [UInt8] {
        var out: [UInt8] = []
        guard start < end else { return out }
        out.reserveCapacity(end - start)
        // Blanks before a folded break go, except those made by escapes: what lies before `kept` stays.
        var kept = 0
        var index = start
        while index < end {
            let byte = bytes[index]
            if Ascii.isBreak(byte) {
                while out.count > kept, let last = out.last, Ascii.isBlank(last) { out.removeLast() }
                let breaks = skipBreaks(bytes, &index, end)
                if breaks == 1 {
                    out.append(Ascii.space)
                } else {
                    for _ in 1..<max(breaks, 1) { out.append(Ascii.lineFeed) }
                }
                kept = out.count
            } else if style == .singleQuoted, byte == Ascii.singleQuote {
                out.append(byte)
                index += 2
            } else if style == .doubleQuoted, byte == Ascii.backslash {
                index += 1
                if index < end, Ascii.isBreak(bytes[index]) {
                    let breaks = skipBreaks(bytes, &index, end)
                    for _ in 1..<max(breaks, 1) { out.append(Ascii.lineFeed) }
                } else {
                    appendEscape(bytes, &index, end, &out)
                }
                kept = out.count
            } else {
                out.append(byte)
                index += 1
            }
        }
        return out
    }

    /// Skips line breaks and the blanks around them; answers how many breaks there were.
    static func skipBreaks(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) -> Int {
        var breaks = 0
        while index < end {
            let byte = bytes[index]
            if byte == Ascii.lineFeed {
                breaks += 1
            } else if byte == Ascii.carriageReturn {
                if !(index + 1 < end && bytes[index + 1] == Ascii.lineFeed) { breaks += 1 }
            } else if !Ascii.isBlank(byte) {
                break
            }
            index += 1
        }
        return breaks
    }

    /// Appends what an escape stands for; `index` is at the character after the backslash.
    static func appendEscape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, _ out: inout [UInt8]
    ) {
        guard index < end else { return }
        let byte = bytes[index]
        index += 1
        switch byte {
        case 0x78: append(number(bytes, &index, end, 2), &out)  // x
        case 0x55: append(number(bytes, &index, end, 8), &out)  // U
        case 0x75:  // u
            var value = number(bytes, &index, end, 4)
            // JSON writes characters beyond U+FFFF as two surrogates.
            if value & 0xFC00 == 0xD800, index + 6 <= end, bytes[index] == Ascii.backslash, bytes[index + 1] == 0x75 {
                index += 2
                let low = number(bytes, &index, end, 4)
                value = 0x10000 + ((value & 0x3FF) << 10) + (low & 0x3FF)
            }
            append(value, &out)
        default:
            append(simpleEscape(byte) ?? UInt32(byte), &out)
        }
    }

    static func simpleEscape(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30: 0  // 0
        case 0x61: 7  // a
        case 0x62: 8  // b
        case 0x74, 0x09: 9  // t
        case 0x6E: 10  // n
        case 0x76: 11  // v
        case 0x66: 12  // f
        case 0x72: 13  // r
        case 0x65: 27  // e
        case 0x20, 0x22, 0x2F, 0x5C: UInt32(byte)
        case 0x4E: 0x85  // N
        case 0x5F: 0xA0  // _
        case 0x4C: 0x2028  // L
        case 0x50: 0x2029  // P
        default: nil
        }
    }

    static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, _ digits: Int
    ) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard index < end, let digit = Ascii.hexValue(bytes[index]) else { break }
            value = value << 4 | digit
            index += 1
        }
        return value
    }

    static func append(_ value: UInt32, _ out: inout [UInt8]) {
        if value < 0x80 {
            out.append(UInt8(truncatingIfNeeded: value))
        } else {
            out.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
        }
    }

    /// The text of a literal or folded scalar; `start` is at its indicator, `end` before its last line break.
    static func block(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, indent: Int, folded: Bool
    ) -> [UInt8] {
        var keeps = false
        var strips = false
        var index = start + 1
        while index < end, bytes[index] == Ascii.plus || bytes[index] == Ascii.dash || Ascii.isDigit(bytes[index]) {
            if bytes[index] == Ascii.plus { keeps = true }
            if bytes[index] == Ascii.dash { strips = true }
            index += 1
        }
        while index < end, !Ascii.isBreak(bytes[index]) { index += 1 }
        var out: [UInt8] = []
        // Without a line after the header there is no text, not even an empty line to keep.
        guard index < end else { return out }
        out.reserveCapacity(end - index)
        skipOneBreak(bytes, &index, end)

        var pending = 0  // line breaks read but not yet written
        var hasText = false
        var lastWasIndented = false
        while true {
            var from = index
            while from < end, from - index < indent, bytes[from] == Ascii.space { from += 1 }
            var stop = from
            while stop < end, !Ascii.isBreak(bytes[stop]) { stop += 1 }
            if stop > from {
                let isIndented = Ascii.isBlank(bytes[from])
                // Folding joins two lines of text; next to a more indented line every break stays.
                if folded, hasText, !isIndented, !lastWasIndented {
                    if pending == 1 {
                        out.append(Ascii.space)
                    } else {
                        for _ in 1..<max(pending, 1) { out.append(Ascii.lineFeed) }
                    }
                } else {
                    for _ in 0..<pending { out.append(Ascii.lineFeed) }
                }
                out.append(contentsOf: bytes[from..<stop])
                pending = 0
                hasText = true
                lastWasIndented = isIndented
            }
            index = stop
            if index >= end { break }
            skipOneBreak(bytes, &index, end)
            pending += 1
        }
        // The last break lies just behind the range, unless the text ends without one.
        if end < bytes.count { pending += 1 }
        if strips { return out }
        if keeps {
            for _ in 0..<pending { out.append(Ascii.lineFeed) }
        } else if hasText, pending > 0 {
            out.append(Ascii.lineFeed)
        }
        return out
    }

    static func skipOneBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) {
        guard index < end else { return }
        let isReturn = bytes[index] == Ascii.carriageReturn
        index += 1
        if isReturn, index < end, bytes[index] == Ascii.lineFeed { index += 1 }
    }
}

// MARK: - ScalarValue

/// Gives plain scalars their type by the rules kubectl applies, which are those of the Go library it reads YAML with:
/// YAML 1.1 words for truth, octal numbers with a leading zero, underscores in numbers, dates left as text.
enum ScalarValue {
    static func resolve(_ text: String, style: Node.Style, tag: String?) -> Scalar {
        switch tag.map(shortTag) {
        case nil:
            return style == .plain ? plain(text) : .string(text)
        case "!!null":
            return .null
        case "!!bool":
            if case .bool(let value) = plain(text) { return .bool(value) }
            return .string(text)
        case "!!int":
            if case .int(let value) = plain(text) { return .int(value) }
            return .string(text)
        case "!!float":
            switch plain(text) {
            case .int(let value): return .float(Double(value))
            case .float(let value): return .float(value)
            default: return .string(text)
            }
        default:
            return .string(text)
        }
    }

    static func shortTag(_ tag: String) -> String {
        let long = "!<tag:yaml.org,2002:"
        guard tag.hasPrefix(long), tag.hasSuffix(">") else { return tag }
        return "!!" + tag.dropFirst(long.utf8.count).dropLast()
    }

    static func plain(_ text: String) -> Scalar {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case 0x30...0x39, Ascii.plus, Ascii.dash, Ascii.dot:
            return number(text) ?? .string(text)
        case 0x79, 0x59, 0x6E, 0x4E, 0x74, 0x54, 0x66, 0x46, 0x6F, 0x4F, 0x7E:
            return word(text) ?? .string(text)
        default:
            return .string(text)
        }
    }

    static func word(_ text: String) -> Scalar? {
        guard text.utf8.count <= 5 else { return nil }
        switch text {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": return .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": return .bool(false)
        case "null", "Null", "NULL", "~": return .null
        default: return nil
        }
    }

    static func number(_ text: String) -> Scalar? {
        switch text {
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
        default: break
        }
        let digits = text.utf8.filter { $0 != Ascii.underscore }
        if let value = integer(digits) { return .int(value) }
        guard isDecimal(digits) else { return nil }
        return Double(String(decoding: digits, as: UTF8.self)).flatMap { $0.isFinite ? .float($0) : nil }
    }

    /// A whole number with an optional sign: decimal, `0x`, `0o`, `0b`, or octal by a leading zero.
    static func integer(_ digits: [UInt8]) -> Int64? {
        var index = 0
        var isNegative = false
        if let first = digits.first, first == Ascii.plus || first == Ascii.dash {
            isNegative = first == Ascii.dash
            index = 1
        }
        var radix: Int64 = 10
        if index + 1 < digits.count, digits[index] == Ascii.zero {
            switch digits[index + 1] {
            case 0x78, 0x58: (radix, index) = (16, index + 2)
            case 0x6F, 0x4F: (radix, index) = (8, index + 2)
            case 0x62, 0x42: (radix, index) = (2, index + 2)
            default: (radix, index) = (8, index + 1)
            }
        }
        guard index < digits.count else { return nil }
        // Accumulated downwards: the smallest Int64 has no positive counterpart.
        var value: Int64 = 0
        while index < digits.count {
            guard let hex = Ascii.hexValue(digits[index]), Int64(hex) < radix else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            let (sum, underflow) = product.subtractingReportingOverflow(Int64(hex))
            if overflow || underflow { return nil }
            value = sum
            index += 1
        }
        if isNegative { return value }
        return value == Int64.min ? nil : -value
    }

    /// Whether the bytes are `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`: Swift alone would take more.
    static func isDecimal(_ digits: [UInt8]) -> Bool {
        var index = 0
        func skipDigits() -> Int {
            let start = index
            while index < digits.count, Ascii.isDigit(digits[index]) { index += 1 }
            return index - start
        }
        func skipSign() {
            if index < digits.count, digits[index] == Ascii.plus || digits[index] == Ascii.dash { index += 1 }
        }
        skipSign()
        let whole = skipDigits()
        if index < digits.count, digits[index] == Ascii.dot {
            index += 1
            let fraction = skipDigits()
            if whole == 0, fraction == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if index < digits.count, digits[index] == 0x65 || digits[index] == 0x45 {
            index += 1
            skipSign()
            if skipDigits() == 0 { return false }
        }
        return index == digits.count
    }
}

// MARK: - Parser

/// The recursive-descent parser. It reads bytes in one pass, without a token list, and appends to one flat array.
///
/// Positions are offsets into the source; `lineStart` follows every line break, so a column is a subtraction.
/// Recursion happens once or twice per nested collection and is bounded by `Limits.depth`.
struct Parser {
    /// A document found: its root and its bytes.
    struct Found {
        var root: UInt32
        var range: Range<Int>
    }

    /// What precedes a block node, which decides what may follow on the same line.
    enum Lead {
        /// Nothing: the node starts its line.
        case line
        /// `---`
        case marker
        /// The colon of an ordinary key.
        case value
        /// A dash.
        case item
        /// `?`, or the colon of a key announced by `?`.
        case explicit
    }

    /// A scalar, alias or flow collection that has been scanned; whether it is a key is known only afterwards.
    struct Atom {
        var record: NodeRecord
        /// The stored node, for a flow collection, which is stored while it is scanned.
        var node: UInt32 = NodeRecord.none
        /// JSON-like nodes may be followed by a colon without a blank, in flow context.
        var isJSONLike = false
        var isMultiline = false
    }

    /// A completed anchored node, with what an alias to it costs.
    struct Anchor {
        var node: UInt32
        var weight: Int
        var height: Int
    }

    /// The counters at the start of a node, from which its weight and height follow at its end.
    struct Mark {
        var weight: Int
        var deepest: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let count: Int
    let source: Source
    let maximumDepth: Int
    let maximumExpansion: Int

    var pos = 0
    var lineStart = 0
    var records: [NodeRecord] = []
    var properties: [UInt32: Properties] = [:]
    var found: [Found] = []

    // Keys of the mappings being read, innermost last: one array for all, to spare an allocation per mapping.
    var keys: [UInt32] = []
    var anchors: [[UInt8]: Anchor] = [:]
    var depth = 0
    // Nodes so far with every alias counted as what it stands for, the part due to aliases, and the depth reached.
    var weight = 0
    var expansion = 0
    var deepest = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ source: Source, _ limits: Limits) {
        self.bytes = bytes
        count = bytes.count
        self.source = source
        maximumDepth = min(max(limits.depth, 1), 512)
        maximumExpansion = min(max(limits.aliasExpansion, 0), 1 << 40)
        // About two nodes per line is what manifests have; untouched capacity costs no memory.
        records.reserveCapacity(min(source.breaks * 5 / 2, count) + 16)
    }

    // MARK: Characters

    /// The byte at an offset, or 0 beyond the end; a text containing 0 has been refused before.
    @inline(__always) func at(_ offset: Int) -> UInt8 { offset < count ? bytes[offset] : 0 }

    @inline(__always) var column: Int { pos - lineStart }

    /// Whether an indicator (`-`, `?` or `:`) at the position is followed by a blank, a line break or the end.
    @inline(__always) func isIndicator(_ byte: UInt8) -> Bool {
        at(pos) == byte && Ascii.isSpaceOrEnd(at(pos + 1))
    }

    /// Whether the position is at a line's start and at `---` or `...`.
    @inline(__always) var isAtMarker: Bool {
        pos == lineStart && (at(pos) == Ascii.dash || at(pos) == Ascii.dot) && isMarker(at: pos)
    }

    func isMarker(at offset: Int) -> Bool {
        let byte = at(offset)
        return (byte == Ascii.dash || byte == Ascii.dot) && at(offset + 1) == byte && at(offset + 2) == byte
            && Ascii.isSpaceOrEnd(at(offset + 3))
    }

    /// Whether nothing but a comment follows on this line. A `#` starts a comment only after a blank.
    @inline(__always) var isAtLineEnd: Bool {
        let byte = at(pos)
        if byte == 0 || Ascii.isBreak(byte) { return true }
        return byte == Ascii.hash && (pos == lineStart || Ascii.isBlank(at(pos - 1)))
    }

    /// The offset of the line break (or the end) that closes the line of an offset.
    func lineEnd(from offset: Int) -> Int {
        var index = offset
        while index < count, !Ascii.isBreak(bytes[index]) { index += 1 }
        return index
    }

    /// Passes the line break at the position, if there is one.
    @inline(__always) mutating func passBreak() {
        let byte = at(pos)
        if byte == Ascii.carriageReturn, at(pos + 1) == Ascii.lineFeed {
            pos += 2
        } else if Ascii.isBreak(byte) {
            pos += 1
        }
        lineStart = pos
    }

    /// Passes blanks on this line; answers whether a tab was among them.
    @inline(__always) mutating func passBlanks() -> Bool {
        var sawTab = false
        while true {
            let byte = at(pos)
            if byte == Ascii.tab { sawTab = true } else if byte != Ascii.space { return sawTab }
            pos += 1
        }
    }

    /// Passes blanks, comments and line breaks up to the next content of block context.
    mutating func passToContent() throws(ParseError) {
        while true {
            let isIndentation = pos == lineStart
            let from = pos
            let sawTab = passBlanks()
            let byte = at(pos)
            if Ascii.isBreak(byte) {
                passBreak()
            } else if byte == Ascii.hash, isIndentation || pos > from || Ascii.isBlank(at(pos - 1)) {
                pos = lineEnd(from: pos)
            } else {
                if isIndentation, sawTab, byte != 0 { throw tabIndentation(from) }
                return
            }
        }
    }

    /// Passes blanks, comments and line breaks inside brackets, where indentation has no meaning.
    mutating func passInFlow() throws(ParseError) {
        while true {
            let from = pos
            _ = passBlanks()
            let byte = at(pos)
            if Ascii.isBreak(byte) {
                passBreak()
                if isAtMarker {
                    throw failure(pos, "document marker inside brackets", "close the bracket before this line")
                }
            } else if byte == Ascii.hash, pos == lineStart || pos > from || Ascii.isBlank(at(pos - 1)) {
                pos = lineEnd(from: pos)
            } else {
                return
            }
        }
    }

    /// Goes on to the next line that has content; answers whether that content can belong to a node inside a
    /// collection of the given column. A sequence may stand as far left as the key it belongs to.
    mutating func passToNextLine(_ parent: Int, dashAllowed: Bool) throws(ParseError) -> Bool {
        try passToContent()
        guard pos < count, !isAtMarker else { return false }
        return column > parent || (dashAllowed && column == parent && isIndicator(Ascii.dash))
    }

    // MARK: Errors

    func failure(_ offset: Int, _ message: String, _ cure: String?) -> ParseError {
        ParseError(message: message, cure: cure, offset: offset, location: source.location(ofByte: offset))
    }

    func tabIndentation(_ offset: Int) -> ParseError {
        var index = offset
        while at(index) == Ascii.space { index += 1 }
        return failure(index, "a tab is used for indentation", "replace the tab with spaces")
    }

    func templateFailure(_ offset: Int) -> ParseError {
        failure(offset, "this is template text, not YAML", Parser.templateCure)
    }

    static let templateCure = "render the chart first (helm template)"

    /// Whatever went wrong on a line with template text went wrong because of it, most likely.
    func refined(_ error: ParseError) -> ParseError {
        var index = min(max(error.offset, 0), count)
        while index > 0, !Ascii.isBreak(bytes[index - 1]) { index -= 1 }
        while index + 1 < count, !Ascii.isBreak(bytes[index]) {
            if bytes[index] == Ascii.openBrace,
                bytes[index + 1] == Ascii.openBrace || bytes[index + 1] == Ascii.percent
            {
                var result = error
                result.cure = Parser.templateCure
                return result
            }
            index += 1
        }
        return error
    }

    func line(of offset: Int) -> Int { source.location(ofByte: offset).line }

    // MARK: Storing nodes

    mutating func store(_ record: NodeRecord) -> UInt32 {
        let index = UInt32(truncatingIfNeeded: records.count)
        records.append(record)
        weight &+= 1
        return index
    }

    /// Stores the null node of a value that was left out, right after the indicator that announced it.
    mutating func storeNull(at offset: Int) -> UInt32 {
        var record = NodeRecord(kind: .scalar, style: .plain, start: offset, end: offset)
        record.bits |= NodeRecord.verbatimFlag
        return store(record)
    }

    /// Appends a child to a collection; `last` is the previous child.
    @inline(__always) mutating func link(_ child: UInt32, into parent: UInt32, after last: inout UInt32) {
        if last == NodeRecord.none {
            records[Int(parent)].child = child
        } else {
            records[Int(last)].next = child
        }
        last = child
    }

    mutating func enter(_ offset: Int) throws(ParseError) {
        depth += 1
        if depth > deepest { deepest = depth }
        if depth > maximumDepth {
            throw failure(offset, "collections are nested more than \(maximumDepth) deep", "flatten the structure")
        }
    }

    /// Stores an atom unless it is stored already, and gives it its properties.
    @inline(__always)
    mutating func store(_ atom: Atom, _ own: Properties, _ mark: Mark) throws(ParseError) -> UInt32 {
        let node = atom.node == NodeRecord.none ? store(atom.record) : atom.node
        if !own.isEmpty { try attach(own, to: node, mark) }
        return node
    }

    /// Gives a completed node its anchor and tag.
    mutating func attach(_ own: Properties, to node: UInt32, _ mark: Mark) throws(ParseError) {
        guard !own.isEmpty else { return }
        let record = records[Int(node)]
        if record.isAlias {
            throw failure(
                (own.anchor ?? own.tag)?.lowerBound ?? pos, "an alias can have neither an anchor nor a tag",
                "put the anchor or tag on the node that the alias refers to")
        }
        records[Int(node)].bits |= NodeRecord.propertiesFlag
        properties[node] = own
        if let name = own.anchor {
            // Long texts count as well, or many aliases to one of them would multiply without a bound.
            let cost = max(weight - mark.weight, 1) + record.range.count / 64
            anchors[Array(bytes[name])] = Anchor(node: node, weight: cost, height: max(deepest - depth, 0))
        }
    }

    func merged(_ outer: Properties, _ inner: Properties) throws(ParseError) -> Properties {
        if outer.isEmpty { return inner }
        if let second = inner.anchor, outer.anchor != nil { throw failure(second.lowerBound - 1, "second anchor", nil) }
        if let second = inner.tag, outer.tag != nil { throw failure(second.lowerBound, "second tag", nil) }
        return Properties(anchor: outer.anchor ?? inner.anchor, tag: outer.tag ?? inner.tag)
    }
}

// MARK: - Parser: documents

extension Parser {
    mutating func parseStream() throws(ParseError) {
        passByteOrderMark()
        var documentStart = 0
        while true {
            try passToContent()
            passByteOrderMark()
            guard pos < count else { break }
            let first = pos
            if pos == lineStart, at(pos) == Ascii.percent { try parseDirectives() }
            if isAtMarker, at(pos) == Ascii.dot {
                try passDocumentEnd()
                documentStart = pos
                continue
            }
            var lead = Lead.line
            if isAtMarker {
                documentStart = first
                pos += 3
                lead = .marker
                _ = passBlanks()
                if isAtLineEnd {
                    try passToContent()
                    lead = .line
                    // Nothing before the next marker: an empty document, which kubectl ignores as well.
                    if pos >= count || isAtMarker { continue }
                }
            }
            try parseDocument(from: documentStart, lead)
            documentStart = pos
        }
    }

    mutating func parseDocument(from start: Int, _ lead: Lead) throws(ParseError) {
        anchors.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        weight = 0
        expansion = 0
        depth = 0
        deepest = 0
        let root = try parseBlockNode(-1, lead)
        try passToContent()
        if pos < count, !isAtMarker { throw strayContent() }
        if pos < count, at(pos) == Ascii.dot { try passDocumentEnd() }
        found.append(Found(root: root, range: start..<max(pos, start)))
    }

    mutating func passByteOrderMark() {
        if pos == lineStart, at(pos) == 0xEF, at(pos + 1) == 0xBB, at(pos + 2) == 0xBF {
            pos += 3
            lineStart = pos
        }
    }

    mutating func passDocumentEnd() throws(ParseError) {
        pos += 3
        _ = passBlanks()
        guard isAtLineEnd else {
            throw failure(pos, "unexpected text after the document end marker '...'", "move it to a line of its own")
        }
        pos = lineEnd(from: pos)
        passBreak()
    }

    mutating func parseDirectives() throws(ParseError) {
        let first = pos
        var sawVersion = false
        while pos == lineStart, at(pos) == Ascii.percent {
            if at(pos + 1) == Ascii.closeBrace { throw templateFailure(pos) }
            let end = lineEnd(from: pos)
            let words = bytes[pos..<end].split(whereSeparator: Ascii.isBlank)
            if let name = words.first, name.elementsEqual("%YAML".utf8) {
                let version = words.dropFirst().first.map { Array($0) } ?? []
                if sawVersion { throw failure(pos, "second %YAML directive", "keep only one") }
                sawVersion = true
                guard version.count >= 3, version[0] == 0x31, version[1] == Ascii.dot else {
                    throw failure(pos, "unsupported %YAML version", "use %YAML 1.2, or remove the line")
                }
            }
            pos = end
            passBreak()
            try passToContent()
        }
        guard isAtMarker, at(pos) == Ascii.dash else {
            throw failure(first, "a directive must be followed by '---'", "remove the line, or add '---' after it")
        }
    }

    /// What stands behind a complete root.
    func strayContent() -> ParseError {
        let cure = "start a new document with '---', or indent this line to match the lines above"
        if at(pos) == Ascii.openBrace, at(pos + 1) == Ascii.openBrace { return templateFailure(pos) }
        return failure(pos, "unexpected content after the document's value", cure)
    }
}

// MARK: - Parser: block collections

extension Parser {
    /// Parses the node announced by what lies before the position, inside a collection at column `parent`.
    mutating func parseBlockNode(_ parent: Int, _ lead: Lead) throws(ParseError) -> UInt32 {
        let mark = Mark(weight: weight, deepest: deepest)
        deepest = depth
        defer { deepest = max(deepest, mark.deepest) }
        let dashAllowed = lead == .value || lead == .explicit
        var startsLine = lead == .line
        var sawTab = false
        if !startsLine {
            let gap = pos
            sawTab = passBlanks()
            if isAtLineEnd {
                guard try passToNextLine(parent, dashAllowed: dashAllowed) else { return storeNull(at: gap) }
                startsLine = true
                sawTab = false
            }
        }

        // Properties at the end of a line belong to the node on the next lines; on the line of a key, to the key.
        var outer = Properties()
        var inner = Properties()
        var start = pos
        while at(pos) == Ascii.ampersand || at(pos) == Ascii.exclamation {
            start = pos
            inner = try parseProperties(inFlow: false)
            guard isAtLineEnd else { break }
            outer = try merged(outer, inner)
            inner = Properties()
            var gap = pos
            while gap > start, Ascii.isBlank(at(gap - 1)) { gap -= 1 }
            guard try passToNextLine(parent, dashAllowed: dashAllowed) else {
                let node = storeNull(at: gap)
                try attach(outer, to: node, mark)
                return node
            }
            startsLine = true
            start = pos
        }

        let byte = at(pos)
        let canHoldBlock = startsLine || lead == .item || lead == .explicit
        if byte == Ascii.dash || byte == Ascii.question, Ascii.isSpaceOrEnd(at(pos + 1)) {
            if !canHoldBlock || !inner.isEmpty {
                throw failure(
                    pos, byte == Ascii.dash ? "a list item is not allowed here" : "'? ' is not allowed here",
                    byte == Ascii.dash
                        ? "put the list on the next line, or quote the value" : "quote the value if it is text")
            }
            if sawTab, !startsLine { throw tabIndentation(pos - 1) }
            let node =
                byte == Ascii.dash
                ? try parseBlockSequence(parent)
                : try parseBlockMapping(start - lineStart, start, nil)
            try attach(outer, to: node, mark)
            return node
        }
        if byte == Ascii.pipe || byte == Ascii.greater {
            let node = store(try scanBlockScalar(parent))
            try attach(try merged(outer, inner), to: node, mark)
            return node
        }
        let isEmptyKey = byte == Ascii.colon && Ascii.isSpaceOrEnd(at(pos + 1))
        var atom =
            isEmptyKey
            ? Atom(record: NodeRecord(kind: .scalar, style: .plain, start: pos, end: pos))
            : try scanAtom(inFlow: false)
        if isEmptyKey { atom.record.bits |= NodeRecord.verbatimFlag }
        if isAtKeyColon() {
            if atom.isMultiline { throw multilineKey(start) }
            if !canHoldBlock { throw unexpectedColon(start) }
            if sawTab, !startsLine { throw tabIndentation(start - 1) }
            let key = try store(atom, inner, mark)
            let node = try parseBlockMapping(start - lineStart, start, key)
            try attach(outer, to: node, mark)
            return node
        }
        if atom.record.style == .plain, atom.record.kind == .scalar, !atom.record.isAlias {
            if Ascii.isBreak(at(pos)) { try extendPlain(&atom, parent, inFlow: false) }
            if at(pos) == Ascii.colon { throw unexpectedColon(start) }
        } else {
            try expectLineEnd(atom)
        }
        return try store(atom, try merged(outer, inner), mark)
    }

    /// Parses a mapping whose keys stand at `column`. The position is at the colon of its first key, which is stored
    /// already, or at its `?`.
    mutating func parseBlockMapping(_ column: Int, _ start: Int, _ firstKey: UInt32?) throws(ParseError) -> UInt32 {
        try enter(start)
        let node = store(NodeRecord(kind: .mapping, style: .block, start: start, end: start))
        let keysBase = keys.count
        var last = NodeRecord.none
        var first = firstKey
        while true {
            let key: UInt32
            let value: UInt32
            if let given = first {
                first = nil
                key = given
                pos += 1
                link(key, into: node, after: &last)
                value = try parseBlockNode(column, .value)
            } else if isIndicator(Ascii.question) {
                pos += 1
                key = try parseBlockNode(column, .explicit)
                link(key, into: node, after: &last)
                try passToContent()
                if self.column == column, isIndicator(Ascii.colon) {
                    pos += 1
                    value = try parseBlockNode(column, .explicit)
                } else {
                    value = storeNull(at: Int(records[Int(key)].end))
                }
            } else {
                key = try parseBlockKey(column)
                pos += 1
                link(key, into: node, after: &last)
                value = try parseBlockNode(column, .value)
            }
            link(value, into: node, after: &last)
            keys.append(key)
            try checkMerge(key, value)
            try passToContent()
            guard pos < count, self.column >= column, !isAtMarker else { break }
            if self.column > column {
                throw failure(
                    pos, "this line is indented more than the key \(quoted(key)) on line \(line(of: offset(of: key)))",
                    "align it with the key, or check the line above")
            }
            if isIndicator(Ascii.dash) {
                throw failure(
                    pos, "a list item is not allowed between the keys of a mapping",
                    "indent it under the key it belongs to")
            }
        }
        records[Int(node)].end = records[Int(last)].end
        try checkDuplicates(from: keysBase)
        keys.removeLast(keys.count - keysBase)
        depth -= 1
        return node
    }

    /// Parses a key after the first; leaves the position at its colon.
    mutating func parseBlockKey(_ column: Int) throws(ParseError) -> UInt32 {
        let mark = Mark(weight: weight, deepest: deepest)
        let start = pos
        if isIndicator(Ascii.colon) { return storeNull(at: pos) }
        var own = Properties()
        if at(pos) == Ascii.ampersand || at(pos) == Ascii.exclamation {
            deepest = depth
            own = try parseProperties(inFlow: false)
            if isIndicator(Ascii.colon) {
                let key = storeNull(at: pos)
                try attach(own, to: key, mark)
                return key
            }
        }
        let atom = try scanAtom(inFlow: false)
        guard isAtKeyColon() else {
            if at(pos) == Ascii.colon {
                throw failure(pos, "a colon must be followed by a blank", "add a space after the colon")
            }
            throw failure(
                start, "expected a key followed by ':'",
                "add ': ' after the key, or indent this line to continue the value above")
        }
        if atom.isMultiline { throw multilineKey(start) }
        let key = try store(atom, own, mark)
        deepest = max(deepest, mark.deepest)
        return key
    }

    /// Parses a sequence whose first dash is at the position.
    mutating func parseBlockSequence(_ parent: Int) throws(ParseError) -> UInt32 {
        let column = self.column
        try enter(pos)
        let node = store(NodeRecord(kind: .sequence, style: .block, start: pos, end: pos))
        var last = NodeRecord.none
        while true {
            pos += 1
            let item = try parseBlockNode(column, .item)
            link(item, into: node, after: &last)
            try passToContent()
            guard pos < count, self.column >= column, !isAtMarker else { break }
            if self.column > column {
                throw failure(
                    pos, "this line is indented more than the list it follows",
                    "align it with the dash on line \(line(of: Int(records[Int(node)].start)))")
            }
            guard isIndicator(Ascii.dash) else {
                // At the column of the parent's keys, the next key ends the list.
                if column == parent { break }
                throw failure(pos, "expected '- ' and a list item", "indent this line less to end the list")
            }
        }
        records[Int(node)].end = records[Int(last)].end
        depth -= 1
        return node
    }

    /// Whether the atom just scanned is a key: a colon follows on the same line. Leaves the position at the colon.
    @inline(__always) mutating func isAtKeyColon() -> Bool {
        let byte = at(pos)
        if Ascii.isBreak(byte) || byte == 0 { return false }
        let from = pos
        _ = passBlanks()
        if isIndicator(Ascii.colon) { return true }
        pos = from
        return false
    }

    mutating func expectLineEnd(_ atom: Atom) throws(ParseError) {
        _ = passBlanks()
        if isAtLineEnd { return }
        let what: String
        switch atom.record.style {
        case .singleQuoted, .doubleQuoted: what = "the closing quote"
        case .flow: what = "the closing bracket"
        default: what = "the alias"
        }
        if at(pos) == Ascii.colon {
            throw failure(pos, "a colon must be followed by a blank", "add a space after the colon")
        }
        throw failure(
            pos, "unexpected text after \(what)",
            at(pos) == Ascii.hash
                ? "put a space before the comment" : "quote the whole value, or check for a stray quote or bracket")
    }

    func unexpectedColon(_ start: Int) -> ParseError {
        let first = line(of: start)
        let cure: String
        if first == line(of: pos) {
            cure = "quote the value, or put this key on a line of its own"
        } else if lacksBlankAfterColon(start) {
            cure = "add a space after the colon on line \(first)"
        } else {
            cure = "indent this line like the keys above it, or quote the value that starts on line \(first)"
        }
        return failure(pos, "mapping values are not allowed here", cure)
    }

    /// Whether a plain scalar looks like `key:value` at the start of a line, where `key: value` must have been meant.
    func lacksBlankAfterColon(_ start: Int) -> Bool {
        var index = start
        while index > 0, at(index - 1) == Ascii.space || at(index - 1) == Ascii.dash { index -= 1 }
        guard index == 0 || Ascii.isBreak(at(index - 1)) else { return false }
        return bytes[start..<lineEnd(from: start)].contains(Ascii.colon)
    }

    func multilineKey(_ start: Int) -> ParseError {
        failure(start, "a key must be on one line", "check for a missing closing quote or bracket, or use '? '")
    }

    func offset(of node: UInt32) -> Int { Int(records[Int(node)].start) }

    /// A key for a message, shortened.
    func quoted(_ node: UInt32) -> String {
        let target = records[Int(node)].isAlias ? records[Int(node)].child : node
        let record = records[Int(target)]
        guard record.kind == .scalar else { return "" }
        let text = String(
            decoding: record.isVerbatim ? Array(bytes[record.content]) : ScalarText.decode(bytes, record),
            as: UTF8.self)
        return text.unicodeScalars.count > 60 ? "\"\(String(text.unicodeScalars.prefix(60)))…\"" : "\"\(text)\""
    }
}

// MARK: - Parser: checks on mappings

extension Parser {
    func checkMerge(_ key: UInt32, _ value: UInt32) throws(ParseError) {
        guard MergeKey.matches(bytes, records[Int(key)]), !records[Int(key)].isAlias else { return }
        func target(_ node: UInt32) -> NodeRecord {
            let record = records[Int(node)]
            return record.isAlias ? records[Int(record.child)] : record
        }
        var valid = target(value).kind == .mapping
        if target(value).kind == .sequence {
            valid = true
            var item = target(value).child
            while item != NodeRecord.none {
                if target(item).kind != .mapping { valid = false }
                item = records[Int(item)].next
            }
        }
        if !valid {
            throw failure(
                offset(of: value), "'<<' needs a mapping or a list of mappings",
                "use an alias to a mapping, or quote the key")
        }
    }

    /// Refuses the second of two equal keys among those collected since `base`.
    mutating func checkDuplicates(from base: Int) throws(ParseError) {
        let number = keys.count - base
        if number < 2 { return }
        if number <= 12 {
            // Few keys differ mostly in length, so comparing pairs is faster than hashing.
            for second in (base + 1)..<keys.count {
                for first in base..<second where isSameKey(keys[first], keys[second]) {
                    throw duplicate(keys[first], keys[second])
                }
            }
            return
        }
        var hashed: [(hash: Int, key: UInt32)] = []
        hashed.reserveCapacity(number)
        for key in keys[base...] {
            let record = keyRecord(key)
            guard record.kind == .scalar else { continue }
            // The standard hasher is seeded per process: collisions cannot be prepared in a file.
            var hasher = Hasher()
            if record.isVerbatim {
                hasher.combine(bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[record.content])))
            } else {
                ScalarText.decode(bytes, record).withUnsafeBytes { hasher.combine(bytes: $0) }
            }
            hashed.append((hasher.finalize(), key))
        }
        hashed.sort { $0.hash != $1.hash ? $0.hash < $1.hash : offset(of: $0.key) < offset(of: $1.key) }
        var worst: (first: UInt32, second: UInt32)?
        for index in hashed.indices.dropFirst() where hashed[index].hash == hashed[index - 1].hash {
            let (first, second) = (hashed[index - 1].key, hashed[index].key)
            guard isSameKey(first, second) else { continue }
            if worst.map({ offset(of: second) < offset(of: $0.second) }) ?? true { worst = (first, second) }
        }
        if let worst { throw duplicate(worst.first, worst.second) }
    }

    @inline(__always) func keyRecord(_ key: UInt32) -> NodeRecord {
        let record = records[Int(key)]
        return record.isAlias ? records[Int(record.child)] : record
    }

    @inline(__always) func isSameKey(_ one: UInt32, _ other: UInt32) -> Bool {
        let (left, right) = (keyRecord(one), keyRecord(other))
        guard left.kind == .scalar, right.kind == .scalar else { return false }
        guard left.isVerbatim, right.isVerbatim else {
            return decodedKey(left).elementsEqual(decodedKey(right))
        }
        let (first, second) = (left.content, right.content)
        guard first.count == second.count else { return false }
        for offset in 0..<first.count
        where bytes[first.lowerBound + offset] != bytes[second.lowerBound + offset] { return false }
        return true
    }

    func decodedKey(_ record: NodeRecord) -> [UInt8] {
        record.isVerbatim ? Array(bytes[record.content]) : ScalarText.decode(bytes, record)
    }

    func duplicate(_ first: UInt32, _ second: UInt32) -> ParseError {
        failure(
            offset(of: second), "duplicate key \(quoted(second)) (first on line \(line(of: offset(of: first))))",
            "remove or rename one of the two")
    }
}

// MARK: - Parser: flow collections

extension Parser {
    /// Parses a collection in brackets; the position is at the opening bracket.
    mutating func parseFlowCollection() throws(ParseError) -> UInt32 {
        let open = pos
        let isMapping = at(pos) == Ascii.openBrace
        if isMapping, at(pos + 1) == Ascii.openBrace || at(pos + 1) == Ascii.percent { throw templateFailure(pos) }
        try enter(open)
        let node = store(NodeRecord(kind: isMapping ? .mapping : .sequence, style: .flow, start: open, end: open))
        let close = isMapping ? Ascii.closeBrace : Ascii.closeBracket
        let keysBase = keys.count
        var last = NodeRecord.none
        pos += 1
        while true {
            try passInFlow()
            if at(pos) == close { break }
            if pos >= count { throw unclosed(open, isMapping) }
            if at(pos) == Ascii.comma {
                throw failure(pos, "unexpected ','", "remove it, or add what is missing before it")
            }
            if isMapping {
                try parseFlowPair(into: node, after: &last)
            } else {
                let item = try parseFlowItem()
                link(item, into: node, after: &last)
            }
            try passInFlow()
            if at(pos) == Ascii.comma {
                pos += 1
            } else if at(pos) != close {
                if pos >= count { throw unclosed(open, isMapping) }
                throw failure(
                    pos, "expected ',' or '\(isMapping ? "}" : "]")'",
                    "check the brackets and quotes since line \(line(of: open))")
            }
        }
        pos += 1
        records[Int(node)].end = UInt32(truncatingIfNeeded: pos)
        if isMapping {
            try checkDuplicates(from: keysBase)
            keys.removeLast(keys.count - keysBase)
        }
        depth -= 1
        return node
    }

    func unclosed(_ open: Int, _ isMapping: Bool) -> ParseError {
        failure(open, "'\(isMapping ? "{" : "[")' is never closed", "add the closing '\(isMapping ? "}" : "]")'")
    }

    /// Whether the position is at a colon that separates a key from its value inside brackets.
    func isAtFlowColon(adjacent: Bool) -> Bool {
        guard at(pos) == Ascii.colon else { return false }
        let next = at(pos + 1)
        return adjacent || Ascii.isSpaceOrEnd(next) || Ascii.isFlowIndicator(next)
    }

    /// Parses one entry of a mapping in brackets.
    mutating func parseFlowPair(into parent: UInt32, after last: inout UInt32) throws(ParseError) {
        var key = NodeRecord.none
        var adjacent = false
        let start = pos
        let isExplicit = isIndicator(Ascii.question)
        if isExplicit {
            pos += 1
            try passInFlow()
        }
        if isAtFlowColon(adjacent: false) || (isExplicit && isAtFlowEnd) {
            key = storeNull(at: isExplicit ? start + 1 : pos)
        } else {
            let parsed = try parseFlowNode()
            key = parsed.node
            adjacent = parsed.isJSONLike
        }
        link(key, into: parent, after: &last)
        var gap = Int(records[Int(key)].end)
        try passInFlow()
        let value: UInt32
        if isAtFlowColon(adjacent: adjacent) {
            pos += 1
            gap = pos
            value = try parseFlowValue(gap)
        } else {
            value = storeNull(at: gap)
        }
        link(value, into: parent, after: &last)
        keys.append(key)
        try checkMerge(key, value)
    }

    var isAtFlowEnd: Bool {
        let byte = at(pos)
        return byte == Ascii.comma || byte == Ascii.closeBrace || byte == Ascii.closeBracket || byte == 0
    }

    /// Parses what follows a colon inside brackets.
    mutating func parseFlowValue(_ gap: Int) throws(ParseError) -> UInt32 {
        try passInFlow()
        return isAtFlowEnd ? storeNull(at: gap) : try parseFlowNode().node
    }

    /// Parses one item of a sequence in brackets; `[a: b]` holds a mapping of one entry.
    mutating func parseFlowItem() throws(ParseError) -> UInt32 {
        let start = pos
        let isExplicit = isIndicator(Ascii.question)
        if isExplicit || isAtFlowColon(adjacent: false) {
            try enter(start)
            let node = store(NodeRecord(kind: .mapping, style: .flow, start: start, end: start))
            var last = NodeRecord.none
            try parseFlowPair(into: node, after: &last)
            return finishPair(node, last)
        }
        let parsed = try parseFlowNode()
        let from = pos
        let fromLine = lineStart
        try passInFlow()
        guard isAtFlowColon(adjacent: parsed.isJSONLike) else {
            pos = from
            lineStart = fromLine
            return parsed.node
        }
        if fromLine != lineStart || parsed.isMultiline {
            throw failure(
                pos, "a key in a list in brackets must be on one line",
                "check for a missing ']' since line \(line(of: start))")
        }
        try enter(start)
        let node = store(NodeRecord(kind: .mapping, style: .flow, start: start, end: start))
        var last = NodeRecord.none
        link(parsed.node, into: node, after: &last)
        pos += 1
        let value = try parseFlowValue(pos)
        link(value, into: node, after: &last)
        keys.append(parsed.node)
        try checkMerge(parsed.node, value)
        return finishPair(node, last)
    }

    /// Completes the mapping of one entry inside a sequence: its single key has nothing to be compared with.
    mutating func finishPair(_ node: UInt32, _ last: UInt32) -> UInt32 {
        _ = keys.popLast()
        records[Int(node)].end = last == NodeRecord.none ? records[Int(node)].start : records[Int(last)].end
        depth -= 1
        return node
    }

    /// Parses a node inside brackets.
    mutating func parseFlowNode() throws(ParseError) -> (node: UInt32, isJSONLike: Bool, isMultiline: Bool) {
        let mark = Mark(weight: weight, deepest: deepest)
        var own = Properties()
        let firstLine = lineStart
        if at(pos) == Ascii.ampersand || at(pos) == Ascii.exclamation {
            deepest = depth
            own = try parseProperties(inFlow: true)
            var gap = pos
            while gap > 0, Ascii.isBlank(at(gap - 1)) { gap -= 1 }
            try passInFlow()
            if isAtFlowEnd || isAtFlowColon(adjacent: false) {
                let node = storeNull(at: gap)
                try attach(own, to: node, mark)
                deepest = max(deepest, mark.deepest)
                return (node, false, false)
            }
        }
        var atom = try scanAtom(inFlow: true)
        if atom.record.style == .plain, atom.record.kind == .scalar, !atom.record.isAlias {
            try extendPlain(&atom, -1, inFlow: true)
        }
        let node = try store(atom, own, mark)
        if !own.isEmpty { deepest = max(deepest, mark.deepest) }
        return (node, atom.isJSONLike, atom.isMultiline || firstLine != lineStart)
    }
}

// MARK: - Parser: scalars, aliases and properties

extension Parser {
    /// Scans an alias, a quoted or (the first line of) a plain scalar, or a flow collection.
    mutating func scanAtom(inFlow: Bool) throws(ParseError) -> Atom {
        let start = pos
        let byte = at(pos)
        // Nearly every scalar starts with a letter or a digit.
        if byte > Ascii.at, byte < Ascii.openBracket { return scanPlain(inFlow) }
        if byte > Ascii.backquote, byte < Ascii.openBrace { return scanPlain(inFlow) }
        switch byte {
        case Ascii.doubleQuote: return try scanDoubleQuoted()
        case Ascii.singleQuote: return try scanSingleQuoted()
        case Ascii.asterisk: return try scanAlias(inFlow)
        case Ascii.openBrace, Ascii.openBracket:
            let line = lineStart
            let node = try parseFlowCollection()
            return Atom(
                record: records[Int(node)], node: node, isJSONLike: true, isMultiline: line != lineStart)
        case Ascii.dash, Ascii.question, Ascii.colon:
            let next = at(pos + 1)
            // `[-, x]` is accepted, as kubectl does.
            if Ascii.isSpaceOrEnd(next) || (inFlow && byte != Ascii.dash && Ascii.isFlowIndicator(next)) {
                let name = byte == Ascii.dash ? "-" : byte == Ascii.question ? "?" : ":"
                throw failure(start, "'\(name)' is not allowed here", "quote the value if it is text")
            }
            return scanPlain(inFlow)
        case Ascii.ampersand, Ascii.exclamation:
            throw failure(start, "a node can have one anchor and one tag only", "quote the value if it is text")
        case Ascii.percent:
            if at(pos + 1) == Ascii.closeBrace { throw templateFailure(pos) }
            throw badStart(byte)
        case Ascii.pipe, Ascii.greater:
            throw failure(
                start, "a block of text ('\(byte == Ascii.pipe ? "|" : ">")') is not allowed here",
                inFlow ? "use quotes inside brackets" : "quote the key")
        case Ascii.closeBrace, Ascii.closeBracket, Ascii.comma, Ascii.hash, Ascii.at, Ascii.backquote:
            throw badStart(byte)
        case 0:
            throw failure(start, "unexpected end of the text", nil)
        default:
            return scanPlain(inFlow)
        }
    }

    func badStart(_ byte: UInt8) -> ParseError {
        let name = String(Character(Unicode.Scalar(byte)))
        let isBracket = byte == Ascii.closeBrace || byte == Ascii.closeBracket
        return failure(
            pos, isBracket ? "unexpected '\(name)'" : "a value cannot start with '\(name)'",
            isBracket ? "remove it, or check the brackets before it" : "put the value in quotes")
    }

    /// Scans one line of a plain scalar. Stops before `: `, before a comment, at a line break, and inside brackets
    /// also before their punctuation.
    mutating func scanPlain(_ inFlow: Bool) -> Atom {
        let start = pos
        let end = scanPlainLine(inFlow)
        var record = NodeRecord(kind: .scalar, style: .plain, start: start, end: end)
        record.bits |= NodeRecord.verbatimFlag
        return Atom(record: record)
    }

    /// Scans to the end of a plain scalar's line; answers where its text ends, blanks behind it excluded.
    @inline(__always) mutating func scanPlainLine(_ inFlow: Bool) -> Int {
        var index = pos
        var end = index
        while true {
            let byte = at(index)
            if byte > Ascii.colon {
                if inFlow, Ascii.isFlowIndicator(byte) { break }
                index += 1
                end = index
                continue
            }
            if byte == Ascii.space || byte == Ascii.tab {
                index += 1
                continue
            }
            if byte == Ascii.colon {
                let next = at(index + 1)
                if Ascii.isSpaceOrEnd(next) || (inFlow && Ascii.isFlowIndicator(next)) { break }
            } else if byte < Ascii.space {
                break
            } else if byte == Ascii.hash {
                if index > pos, index > end { break }
            } else if inFlow, byte == Ascii.comma {
                break
            }
            index += 1
            end = index
        }
        pos = index
        return end
    }

    /// Continues a plain scalar over the following lines that are indented more than `parent`.
    mutating func extendPlain(_ atom: inout Atom, _ parent: Int, inFlow: Bool) throws(ParseError) {
        while Ascii.isBreak(at(pos)) {
            // Look ahead first: lines that do not continue the scalar are left for the caller to pass.
            let (back, backLine) = (pos, lineStart)
            var sawTab = false
            repeat {
                passBreak()
                while at(pos) == Ascii.space { pos += 1 }
                sawTab = at(pos) == Ascii.tab && column <= parent
                _ = passBlanks()
            } while Ascii.isBreak(at(pos))
            let byte = at(pos)
            let isIndented = inFlow || (column > parent && !sawTab)
            if !isIndented || byte == 0 || byte == Ascii.hash || isAtMarker
                || (inFlow && (Ascii.isFlowIndicator(byte) || isAtFlowColon(adjacent: false)))
            {
                (pos, lineStart) = (back, backLine)
                return
            }
            if byte == Ascii.openBrace, at(pos + 1) == Ascii.openBrace { throw templateFailure(pos) }
            let end = scanPlainLine(inFlow)
            // A line that is nothing but ": x" holds no text: the colon is what is wrong.
            atom.record.end = UInt32(truncatingIfNeeded: max(end, Int(atom.record.end)))
            atom.record.bits &= ~NodeRecord.verbatimFlag
            atom.isMultiline = true
            if at(pos) == Ascii.colon { return }
        }
    }

    mutating func scanSingleQuoted() throws(ParseError) -> Atom {
        let start = pos
        var isVerbatim = true
        var isMultiline = false
        pos += 1
        while true {
            let byte = at(pos)
            if byte == Ascii.singleQuote {
                if at(pos + 1) != Ascii.singleQuote { break }
                isVerbatim = false
                pos += 2
            } else if byte < Ascii.space, byte != Ascii.tab {
                isVerbatim = false
                isMultiline = true
                try passBreakInQuotes(start)
            } else {
                pos += 1
            }
        }
        pos += 1
        return quotedAtom(.singleQuoted, start, isVerbatim, isMultiline)
    }

    mutating func scanDoubleQuoted() throws(ParseError) -> Atom {
        let start = pos
        var isVerbatim = true
        var isMultiline = false
        pos += 1
        while true {
            let byte = at(pos)
            if byte == Ascii.doubleQuote {
                break
            } else if byte == Ascii.backslash {
                isVerbatim = false
                if Ascii.isBreak(at(pos + 1)) {
                    pos += 1
                } else {
                    try passEscape()
                }
            } else if byte < Ascii.space, byte != Ascii.tab {
                isVerbatim = false
                isMultiline = true
                try passBreakInQuotes(start)
            } else {
                pos += 1
            }
        }
        pos += 1
        return quotedAtom(.doubleQuoted, start, isVerbatim, isMultiline)
    }

    func quotedAtom(_ style: Node.Style, _ start: Int, _ isVerbatim: Bool, _ isMultiline: Bool) -> Atom {
        var record = NodeRecord(kind: .scalar, style: style, start: start, end: pos)
        if isVerbatim { record.bits |= NodeRecord.verbatimFlag }
        return Atom(record: record, isJSONLike: true, isMultiline: isMultiline)
    }

    mutating func passBreakInQuotes(_ start: Int) throws(ParseError) {
        passBreak()
        if pos >= count { throw failure(start, "the quote is never closed", "add the closing quote") }
        if isAtMarker {
            throw failure(start, "the quote is not closed before the document's end", "add the closing quote")
        }
    }

    /// Checks an escape, so that decoding it later cannot fail, and passes it.
    mutating func passEscape() throws(ParseError) {
        let digits: Int
        switch at(pos + 1) {
        case 0x78: digits = 2
        case 0x75: digits = 4
        case 0x55: digits = 8
        case let byte:
            if byte != 0, ScalarText.simpleEscape(byte) == nil {
                throw failure(pos, "unknown escape in double quotes", "use single quotes, or write '\\\\' for '\\'")
            }
            pos += byte == 0 ? 1 : 2
            return
        }
        let value = try escapeValue(digits)
        let isHighSurrogate = value & 0xFFFF_FC00 == 0xD800
        guard isHighSurrogate || Unicode.Scalar(value) != nil else {
            throw failure(pos, "the escape is not a Unicode character", "correct its digits")
        }
        let first = pos
        pos += digits + 2
        guard isHighSurrogate else { return }
        if digits == 4, at(pos) == Ascii.backslash, at(pos + 1) == 0x75, try escapeValue(4) & 0xFFFF_FC00 == 0xDC00 {
            pos += 6
        } else {
            throw failure(first, "half of a surrogate pair", "write both halves, or the character itself")
        }
    }

    /// The value of the numeric escape at the position.
    func escapeValue(_ digits: Int) throws(ParseError) -> UInt32 {
        var value: UInt32 = 0
        for offset in 0..<digits {
            guard let digit = Ascii.hexValue(at(pos + 2 + offset)) else {
                throw failure(pos, "the escape needs \(digits) hexadecimal digits", "correct its digits")
            }
            value = value << 4 | digit
        }
        return value
    }

    /// Scans a literal (`|`) or folded (`>`) scalar; leaves the position at the start of the line that ends it.
    mutating func scanBlockScalar(_ parent: Int) throws(ParseError) -> NodeRecord {
        let start = pos
        let style: Node.Style = at(pos) == Ascii.pipe ? .literal : .folded
        pos += 1
        var explicit = 0
        var keeps = false
        var chomping = 0
        while true {
            let byte = at(pos)
            if byte == Ascii.plus || byte == Ascii.dash {
                keeps = byte == Ascii.plus
                chomping += 1
            } else if Ascii.isDigit(byte), explicit == 0, byte != Ascii.zero {
                explicit = Int(byte - Ascii.zero)
            } else {
                break
            }
            pos += 1
        }
        let headerEnd = pos
        _ = passBlanks()
        guard isAtLineEnd, chomping < 2 else {
            throw failure(
                pos, "unexpected text after '\(style == .literal ? "|" : ">")'",
                "put the text on the next line, or quote the value")
        }
        pos = lineEnd(from: pos)
        passBreak()

        var record = NodeRecord(kind: .scalar, style: style, start: start, end: headerEnd)
        let indent = explicit > 0 ? max(parent, 0) + explicit : try findIndentation(parent)
        record.child = UInt32(truncatingIfNeeded: indent)
        var end = headerEnd
        while pos < count {
            lineStart = pos
            while pos - lineStart < indent, at(pos) == Ascii.space { pos += 1 }
            if pos - lineStart < indent, !Ascii.isBreak(at(pos)) { break }
            if indent == 0, isAtMarker { break }
            let lineBreak = lineEnd(from: pos)
            if lineBreak > pos {
                end = lineBreak
            } else if keeps, pos < count {
                // An empty line that is kept ends before its own break, as a line of text does.
                end = lineBreak
            }
            pos = lineBreak
            passBreak()
        }
        if pos > lineStart { pos = lineStart }
        record.end = UInt32(truncatingIfNeeded: end)
        return record
    }

    /// The indentation of a block scalar's first line that is not empty; deeper than any line if there is none.
    mutating func findIndentation(_ parent: Int) throws(ParseError) -> Int {
        let (from, fromLine) = (pos, lineStart)
        defer { (pos, lineStart) = (from, fromLine) }
        var widest = 0
        var widestAt = pos
        while pos < count {
            while at(pos) == Ascii.space { pos += 1 }
            let byte = at(pos)
            guard Ascii.isBreak(byte) else {
                let isText = byte != 0 && column > parent && !isAtMarker
                if isText, widest > column {
                    throw failure(
                        widestAt, "an empty line is indented more than the first line of the text",
                        "remove the blanks on this line")
                }
                // Without text, empty lines of any width are blank and the next shorter line ends the scalar.
                return isText ? column : max(parent + 1, widest, 1)
            }
            if column > widest { (widest, widestAt) = (column, lineStart) }
            passBreak()
        }
        return max(parent + 1, widest, 1)
    }

    mutating func scanAlias(_ inFlow: Bool) throws(ParseError) -> Atom {
        let start = pos
        let name = try scanName(inFlow, "alias")
        guard let anchor = anchors[Array(bytes[name])] else {
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[name]), as: UTF8.self)
            throw failure(
                start, "the alias *\(text) refers to no anchor",
                "define &\(text) earlier in this document, or quote the value")
        }
        expansion += anchor.weight
        weight += anchor.weight
        if expansion > maximumExpansion {
            throw failure(start, "aliases stand for more than \(maximumExpansion) nodes", "write the values out")
        }
        deepest = max(deepest, depth + anchor.height)
        if deepest > maximumDepth {
            throw failure(start, "aliases nest more than \(maximumDepth) deep", "flatten the structure")
        }
        var record = NodeRecord(kind: .scalar, style: .plain, start: start, end: pos)
        record.bits |= NodeRecord.aliasFlag
        record.child = anchor.node
        return Atom(record: record)
    }

    /// Scans the name of an anchor or alias; the position is at its `&` or `*`.
    mutating func scanName(_ inFlow: Bool, _ what: String) throws(ParseError) -> Range<Int> {
        let start = pos
        pos += 1
        while true {
            let byte = at(pos)
            if Ascii.isSpaceOrEnd(byte) || Ascii.isFlowIndicator(byte) { break }
            // `*a: x` is read as a key, as other readers do, though the name could contain the colon.
            if byte == Ascii.colon, Ascii.isSpaceOrEnd(at(pos + 1)) || inFlow { break }
            pos += 1
        }
        guard pos > start + 1 else {
            let sign = what == "alias" ? "*" : "&"
            throw failure(start, "'\(sign)' without a name", "quote the value if it is text")
        }
        return start + 1..<pos
    }

    /// Parses an anchor and a tag in any order, with the blanks behind them.
    mutating func parseProperties(inFlow: Bool) throws(ParseError) -> Properties {
        var own = Properties()
        while true {
            if at(pos) == Ascii.ampersand, own.anchor == nil {
                own.anchor = try scanName(inFlow, "anchor")
            } else if at(pos) == Ascii.exclamation, own.tag == nil {
                own.tag = try scanTag(inFlow)
            } else {
                return own
            }
            let byte = at(pos)
            guard Ascii.isSpaceOrEnd(byte) || (inFlow && Ascii.isFlowIndicator(byte)) else {
                throw failure(pos, "expected a blank after the anchor or tag", "quote the value if it is text")
            }
            _ = passBlanks()
        }
    }

    mutating func scanTag(_ inFlow: Bool) throws(ParseError) -> Range<Int> {
        let start = pos
        if at(pos + 1) == Ascii.less {
            while at(pos) != Ascii.greater {
                if Ascii.isSpaceOrEnd(at(pos)) { throw failure(start, "the tag is never closed", "add '>'") }
                pos += 1
            }
            pos += 1
        } else {
            while true {
                let byte = at(pos)
                if Ascii.isSpaceOrEnd(byte) || (inFlow && Ascii.isFlowIndicator(byte)) { break }
                pos += 1
            }
        }
        return start..<pos
    }
}
