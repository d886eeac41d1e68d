import CPosix
import Probing

/// The command behind `--`, and the words for what goes wrong with it.
enum Command {
    /// Becomes the command. Returns 127 when it is not there and 126 when it cannot be run.
    static func become(_ words: [String], _ console: Console) -> Int32 {
        let error = RawArguments.tail(words.count).map { px_exec($0) } ?? -2
        console.fail(failure(words, error))
        return code(for: error)
    }

    /// Starts the command as a child. Returns its pid, or the negative number of an error.
    static func spawn(_ words: [String]) -> Int32 {
        RawArguments.tail(words.count).map { px_spawn($0, false) } ?? -2
    }

    static func failure(_ words: [String], _ error: Int32) -> String {
        "cannot run " + (words.first ?? "") + ": " + System.errorText(error)
    }

    /// As shells have it.
    static func code(for error: Int32) -> Int32 {
        error == -2 ? 127 : 126
    }

    /// Leaves the reason where the kubelet reads it (terminationMessagePath); only in a file that is there already.
    static func leaveReason(_ reason: String, at path: String) {
        guard !path.isEmpty else { return }
        let bytes = Array(reason.utf8.prefix(4096))
        path.withCString { path in
            _ = bytes.withUnsafeBufferPointer { px_overwrite(path, $0.baseAddress, Int64($0.count)) }
        }
    }
}
