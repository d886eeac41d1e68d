import Foundation
import Manifests

/// The paths that a glob stands for, for those who quote it or have no shell.
///
/// `**` as a whole part crosses any number of directories, none included; hidden ones need their dot. Braces are the
/// shell's.
struct GlobExpansion {
    /// The paths, in the order of bytes; some may be there twice.
    private(set) var paths: [String] = []
    /// What could not be looked at.
    private(set) var diagnostics: [Diagnostic] = []
    /// The directory before the first wildcard.
    let root: String
    /// Whether the pattern ends with a wildcard, so that a README is matched but hardly meant.
    let isOpenEnded: Bool
    /// Whether the pattern ends with a slash.
    private let isForDirectories: Bool

    /// Whether a name is a glob rather than a path.
    static func isPattern(_ name: String) -> Bool {
        name.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    }

    /// Expands a pattern.
    init(_ pattern: String) {
        let parts = PathText.components(pattern)
        let start = PathText.isAbsolute(pattern) ? "/" : ""
        let fixed = parts.dropLast().prefix { GlobPattern($0).literal != nil }
        let root = fixed.reduce(start) { PathText.join($0, GlobPattern($1).literal ?? $1) }
        self.root = root.isEmpty ? "." : root
        isForDirectories = pattern.utf8.last == UInt8(ascii: "/")
        isOpenEnded = parts.last.map { !GlobPattern($0).endsLiterally } ?? true
        expand(start, parts[...])
        paths.sort(by: PathText.precedes)
    }

    private mutating func expand(_ prefix: String, _ parts: ArraySlice<String>) {
        guard let part = parts.first else {
            paths.append(prefix)
            return
        }
        let rest = parts.dropFirst()
        if part == "**" {
            // A second one right behind adds nothing but time.
            cross(prefix, rest.drop { $0 == "**" })
            return
        }
        let pattern = GlobPattern(part)
        if let name = pattern.literal {
            follow(PathText.join(prefix, name), rest)
            return
        }
        do throws(SystemError) {
            for name in try DirectoryListing.names(prefix, withHidden: true).names where pattern.matches(name) {
                follow(PathText.join(prefix, name), rest)
            }
        } catch {
            guard error.code != ENOENT else { return }
            diagnostics.append(
                Diagnostic(.error, "the directory cannot be read: \(error.text)", file: prefix.isEmpty ? "." : prefix))
        }
    }

    private mutating func follow(_ path: String, _ rest: ArraySlice<String>) {
        if isForDirectories, (try? FileInfo(path))?.kind != .directory { return }
        if rest.isEmpty {
            // A dangling link is matched: reading it then says what is wrong.
            if (try? FileInfo(unfollowed: path)) != nil { paths.append(path) }
        } else if (try? FileInfo(path))?.kind == .directory {
            expand(path, rest)
        }
    }

    private mutating func cross(_ prefix: String, _ rest: ArraySlice<String>) {
        let start = prefix.isEmpty ? "." : prefix
        guard (try? FileInfo(start))?.kind == .directory else { return }
        let walk = DirectoryWalk(prefix, recursive: true) { rest.isEmpty && PathText.isManifest($0) }
        diagnostics += walk.diagnostics
        if rest.isEmpty {
            paths += isForDirectories ? walk.directories : walk.files
        } else {
            for directory in walk.directories { expand(directory, rest) }
        }
    }
}
