/// What can be assumed of a container. Everything but `pull` counts from the first instruction of its own program.
public enum AssumedKey: String, Hashable, Sendable, CaseIterable {
    /// How long its image is pulled.
    case pull
    /// When its port opens; not given, when it is ready.
    case listen
    /// When it answers that it is ready. Of a target: when that is so, from the beginning on.
    case ready
    /// When it ends by itself, with status 0.
    case end
    /// How soon it falls over when something that it needs is not there.
    case crash
}
