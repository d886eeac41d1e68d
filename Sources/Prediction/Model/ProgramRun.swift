/// What a container's own program does from its first instruction on.
public struct ProgramRun: Hashable, Sendable {
    /// Until its port is open; `nil` when that is as late as being ready, which is the usual thing.
    public var listensAfter: Duration?
    /// Until it answers that it is ready.
    public var readyAfter: Duration
    /// Until it ends by itself; `nil` for never.
    public var endsAfter: Duration?
    /// The status with which it ends then.
    public var code: Int
    /// What has to be there when it starts. Unless it is held until then, starting is a matter of luck.
    public var needs: [Need]
    /// How soon it ends with 1 when one of its needs is not there; `nil` when it copes, as far as anybody knows.
    public var crashesAfter: Duration?

    /// A program; without arguments one that is ready at once and runs for ever.
    public init(
        readyAfter: Duration = .zero, listensAfter: Duration? = nil, endsAfter: Duration? = nil, code: Int = 0,
        needs: [Need] = [], crashesAfter: Duration? = nil
    ) {
        self.readyAfter = readyAfter
        self.listensAfter = listensAfter
        self.endsAfter = endsAfter
        self.code = code
        self.needs = needs
        self.crashesAfter = crashesAfter
    }
}
