/// Puts a word together: bytes that stand for themselves become one piece.
struct PieceList {
    private var pieces: [WordPiece] = []
    private var bytes: [UInt8] = []
    private var isQuoted = false
    private var isOpen = false

    mutating func append(_ byte: UInt8, isQuoted: Bool) {
        open(isQuoted)
        bytes.append(byte)
    }

    mutating func append(text: String, isQuoted: Bool) {
        open(isQuoted)
        bytes += Array(text.utf8)
    }

    mutating func append(_ piece: WordPiece) {
        close()
        pieces.append(piece)
    }

    var finished: [WordPiece] {
        var copy = self
        copy.close()
        // Quotes around something else leave no text of their own; those around nothing are a word all the same.
        let empty = WordPiece.text("", isQuoted: true)
        let kept = copy.pieces.filter { $0 != empty }
        return kept.isEmpty ? Array(copy.pieces.prefix(1)) : kept
    }

    private mutating func open(_ isQuoted: Bool) {
        if isOpen, self.isQuoted == isQuoted { return }
        close()
        isOpen = true
        self.isQuoted = isQuoted
    }

    private mutating func close() {
        if isOpen { pieces.append(.text(String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted)) }
        bytes = []
        isOpen = false
    }
}
