import Manifests

/// Puts the new texts of parts together as they come, so that no text is kept twice for long.
struct FileAssembly {
    private let opened: [SplitFile]
    /// The files that have all their parts.
    private(set) var files: [RewrittenFile] = []
    private var text: [UInt8] = []
    /// How many parts of the file at hand are in the text.
    private var count = 0

    init(_ opened: [SplitFile]) {
        self.opened = opened
    }

    /// Takes the text of the next part: in the order of the files, and of the parts in each.
    mutating func take(_ bytes: [UInt8]) {
        let file = opened[files.count]
        if file.parts.count == 1 {
            text = bytes
        } else {
            // What is injected seldom doubles a file; room that is not used costs no memory.
            if text.isEmpty { text.reserveCapacity(file.original.bytes.count * 2) }
            text += bytes
        }
        count += 1
        guard count == file.parts.count else { return }
        var whole: [UInt8] = []
        swap(&whole, &text)
        files.append(RewrittenFile(source: file.original, edited: whole))
        count = 0
    }
}
