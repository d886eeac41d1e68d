import Manifests

/// Why something was not written.
public enum OutputError: Error, Equatable, Sendable {
    /// A system call failed: what was being done ("cannot be written"), and the C library's words.
    case system(path: String, what: String, reason: String)
    /// Somebody has written to the file since it was read; it was left alone.
    case changed(path: String)
    /// It is no regular file, so that nothing can take its place.
    case notAFile(path: String)
    /// A path in an output directory that would lead out of it, or cannot be a file's.
    case badPath(path: String, reason: String)
    /// Two outputs would be one file.
    case collision(path: String, first: String, second: String)
    /// Nobody reads the output any more, as behind `| head`: not the user's mistake. End with 141 and say nothing.
    case closedPipe

    /// What to tell the user.
    public var diagnostic: Diagnostic {
        switch self {
        case .system(let path, let what, let reason):
            Diagnostic(.error, "\(what): \(reason)", file: path)
        case .changed(let path):
            Diagnostic(
                .error, "changed while it was worked on; it was not overwritten", cure: "run the command again",
                file: path)
        case .notAFile(let path):
            Diagnostic(
                .error, "not a regular file, so that it cannot be replaced", cure: "write to standard output instead",
                file: path)
        case .badPath(let path, let reason):
            Diagnostic(.error, reason, file: path)
        case .collision(let path, let first, let second):
            Diagnostic(
                .error, "\(first) and \(second) would both be written here", cure: "write them separately", file: path)
        case .closedPipe:
            Diagnostic(.error, "nobody reads the output any more")
        }
    }
}
