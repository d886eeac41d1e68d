/// How a watch is kept.
public struct WatchTerms: Hashable, Sendable {
    /// Objects a page of the list.
    public var pageSize = 500
    /// After how long the server ends a watch, so that none stays on one replica of it for ever; up to twice as long, by
    /// chance, so that not all end together (client-go `NewReflector`: 5 to 10 min).
    public var watchTime = Duration.seconds(150)
    /// A watch that has been silent for its whole time and for this long is dead: the end got lost on the way.
    public var grace = Duration.seconds(20)
    /// A watch that ends sooner than this without a word counts as a failure, or a proxy that cannot watch would be asked
    /// in a circle (client-go `handleWatch`, "very short watch").
    public var shortest = Duration.seconds(1)
    /// The longest line in bytes: an object has 3 MiB at most (apiserver `MaxRequestBodyBytes`), written as JSON it may
    /// grow.
    public var lineLimit = 8 << 20

    /// The usual terms.
    public init() {}
}
