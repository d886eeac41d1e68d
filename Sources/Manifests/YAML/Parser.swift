/// The recursive-descent parser. It reads bytes in one pass, without a token list, and appends to one flat array.
///
/// Positions are offsets into the source; `lineStart` follows every line break, so a column is a subtraction.
/// Recursion happens once or twice per nested collection and is bounded by `Limits.depth`.
struct Parser: ~Copyable {
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
        maximumDepth = min(max(limits.depth, 1), 256)
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
