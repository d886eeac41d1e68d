/// What a MongoDB server says of itself in answer to `hello`, or `isMaster` in older words.
///
/// Source: MongoDB's "Server Discovery And Monitoring" specification, section "type".
struct MongoHello {
    /// The code of the error CommandNotFound.
    static var commandNotFound: Int32 { 59 }

    var isOK = false
    var code: Int32?
    var message: ArraySlice<UInt8> = []
    var isWritable = false
    var isSecondary = false
    var isArbiter = false
    /// A member without a configuration of its replica set: while it starts, before the set is initiated, removed.
    var isGhost = false
    var isRouter = false
    var setName: ArraySlice<UInt8>?
    var primary: ArraySlice<UInt8>?

    /// nil where the document is malformed.
    init?(_ document: ArraySlice<UInt8>) {
        guard var fields = BSONFields(document) else { return nil }
        while let field = fields.next() {
            take(field)
        }
        guard fields.isComplete else { return nil }
    }

    mutating func take(_ field: BSONFields.Field) {
        if field.isNamed("ok") {
            isOK = field.isTrue
        } else if field.isNamed("isWritablePrimary") || field.isNamed("ismaster") {
            isWritable = field.isTrue
        } else if field.isNamed("secondary") {
            isSecondary = field.isTrue
        } else if field.isNamed("arbiterOnly") {
            isArbiter = field.isTrue
        } else if field.isNamed("isreplicaset") {
            isGhost = field.isTrue
        } else if field.type == 0x10, field.isNamed("code") {
            var reader = ByteReader(field.value)
            code = reader.littleEndian(4).map { Int32(truncatingIfNeeded: $0) }
        } else if field.type == 0x02 {
            takeText(field)
        }
    }

    mutating func takeText(_ field: BSONFields.Field) {
        if field.isNamed("errmsg") || field.isNamed("info") {
            message = field.value
        } else if field.isNamed("msg") {
            isRouter = field.value.elementsEqual("isdbgrid".utf8)
        } else if field.isNamed("setName") {
            setName = field.value
        } else if field.isNamed("primary") {
            primary = field.value
        }
    }

    /// The verdict for who waits for a state.
    func verdict(_ state: MongoConversation.State) -> Verdict {
        let reason = (message.isEmpty ? "" : ": ") + ShownText.plain(message)
        if !isOK {
            return .unready(
                "the server answers with an error\(reason)\(code.map { " (" + $0.description + ")" } ?? "")")
        }
        if isGhost { return .unready("its replica set is not initiated yet\(reason)") }
        if isArbiter { return .unready("it is an arbiter, which holds no data") }
        if isWritable || isRouter {
            if state != .secondary { return .ready }
            return .unready("it is \(isRouter ? "a mongos router" : "a primary"), not a secondary")
        }
        if isSecondary {
            if state != .primary { return .ready }
            guard let primary else { return .unready("it is a secondary and knows no primary") }
            return .unready("it is a secondary, the primary is \(ShownText.plain(primary))")
        }
        guard let setName else { return .unready("it is neither primary nor secondary yet\(reason)") }
        return .unready("it is neither primary nor secondary of \(ShownText.quoted(setName)) yet\(reason)")
    }
}
