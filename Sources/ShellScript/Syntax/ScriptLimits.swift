/// How much of a script is read.
public struct ScriptLimits: Sendable {
    /// The longest script, in bytes.
    public var bytes: Int
    /// How deep commands and substitutions may lie in each other.
    public var depth: Int

    /// What the arguments of a container may reasonably hold: 256 KiB, 64 levels.
    public init(bytes: Int = 256 * 1024, depth: Int = 64) {
        self.bytes = bytes
        self.depth = depth
    }
}
