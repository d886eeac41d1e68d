import Probing
import ShellScript

/// Finds the waits that were written by hand.
public enum WaitRecognition {
    /// The waits of a command, in the order in which they run. What is not surely one is left out.
    ///
    /// - Parameters:
    ///   - argv: `command` and `args`; only `args` when the image's own entrypoint runs.
    ///   - image: the container's image: some have an entrypoint that waits.
    ///   - environment: the variables of the container whose values are in the manifest. A variable that comes from
    ///     elsewhere (`valueFrom`) stands for itself as `$(NAME)`: ``environment(of:)`` gives them so.
    ///   - place: where the command stands.
    public static func waits(
        inCommand argv: [String], image: String, environment: [String: String], place: CommandPlace = .unknown
    ) -> [HandWrittenWait] {
        []
    }
}
