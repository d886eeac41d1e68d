import Foundation
import Manifests

/// What lies below a directory, each directory and each file once.
///
/// Symbolic links are followed after everything else: a file that can be reached in two ways then has its own name,
/// and one that leads back to where the walk has been ends there, whatever its length.
struct DirectoryWalk {
    /// The directory itself and those below it.
    private(set) var directories: [String] = []
    /// The files that were asked for, in the order of bytes.
    private(set) var files: [String] = []
    /// What could not be looked at.
    private(set) var diagnostics: [Diagnostic] = []

    private var seenDirectories: Set<FileIdentity> = []
    private var seenFiles: Set<FileIdentity> = []
    private var pending: [String] = []
    private var linkedDirectories: [(path: String, identity: FileIdentity)] = []
    private var linkedFiles: [(path: String, identity: FileIdentity)] = []

    /// Walks a directory, and those below it if `recursive`; `wants` decides about files by their names.
    init(_ root: String, recursive: Bool, wants: (String) -> Bool) {
        enter(root, identity: (try? FileInfo(root.isEmpty ? "." : root))?.stamp.identity)
        while true {
            if let directory = pending.popLast() {
                look(directory, recursive, wants)
            } else if !linkedDirectories.isEmpty {
                let (path, identity) = linkedDirectories.removeFirst()
                enter(path, identity: identity)
            } else {
                break
            }
        }
        for (path, identity) in linkedFiles where seenFiles.insert(identity).inserted { files.append(path) }
        files.sort(by: PathText.precedes)
        directories.sort(by: PathText.precedes)
    }

    private mutating func enter(_ path: String, identity: FileIdentity?) {
        if let identity, !seenDirectories.insert(identity).inserted { return }
        directories.append(path)
        pending.append(path)
    }

    private mutating func look(_ directory: String, _ recursive: Bool, _ wants: (String) -> Bool) {
        let listing: (names: [String], unspeakable: [String])
        do throws(SystemError) {
            listing = try DirectoryListing.names(directory)
        } catch {
            diagnostics.append(
                Diagnostic(.error, "the directory cannot be read: \(error.text)", file: directory))
            return
        }
        for name in listing.unspeakable where wants(name) {
            diagnostics.append(
                Diagnostic(
                    .error, "the name is not UTF-8", cure: "rename the file", file: PathText.join(directory, name)))
        }
        for name in listing.names {
            let path = PathText.join(directory, name)
            do throws(SystemError) {
                let info = try FileInfo(unfollowed: path)
                let isLink = info.kind == .link
                take(path, isLink ? try FileInfo(path) : info, isLink: isLink, recursive, isWanted: wants(name))
            } catch {
                // Dangling links to anything else are none of our business.
                guard wants(name) else { continue }
                diagnostics.append(Diagnostic(.error, "cannot be read: \(error.text)", file: path))
            }
        }
    }

    private mutating func take(_ path: String, _ info: FileInfo, isLink: Bool, _ recursive: Bool, isWanted: Bool) {
        let identity = info.stamp.identity
        switch info.kind {
        case .directory:
            guard recursive else { return }
            if isLink { linkedDirectories.append((path, identity)) } else { enter(path, identity: identity) }
        case .file:
            guard isWanted else { return }
            if isLink {
                linkedFiles.append((path, identity))
            } else if seenFiles.insert(identity).inserted {
                files.append(path)
            }
        case .link, .other:
            // A pipe that nobody asked for by name would be waited for without end.
            guard isWanted else { return }
            diagnostics.append(
                Diagnostic(
                    .warning, "not read: neither a file nor a directory",
                    cure: "name it on the command line to read it", file: path))
        }
    }
}
