import HandWritten
import Manifests
import Startup

/// A wait that somebody wrote by hand, and where it stands in a pod.
public struct WrittenWait: Sendable {
    /// Where a command is written.
    public enum Site: Hashable, Sendable {
        /// `command` and `args` of an init container.
        case initContainer
        /// `command` and `args` of a regular container.
        case container
        /// The postStart hook.
        case postStart
    }

    /// The container, a position in `Pod.all`.
    public var container: Int
    /// Where its command is written.
    public var site: Site
    /// The command, as it is run.
    public var argv: [String]
    /// The list that has the command: `command`, `args`, or the hook's `exec.command`; the container where the image's
    /// own command waits.
    public var list: Node
    /// The word that the wait is in, or the first of the command.
    public var node: Node
    /// Where in the word's text it begins, in bytes; `nil` when it is the command itself.
    public var offset: Int?
    /// The wait.
    public var wait: HandWrittenWait

    /// What it holds, in a few words: `init container wait`, `postStart of proxy`.
    public func title(in pod: Pod) -> String {
        let name = pod.all[container].name
        return switch site {
        case .initContainer: "init container \(name)"
        case .container: "container \(name)"
        case .postStart: "the postStart hook of \(name)"
        }
    }
}
