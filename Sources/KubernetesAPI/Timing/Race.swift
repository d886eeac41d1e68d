/// Two things at the same time, of which one decides how long.
enum Race {
    private enum Result<Outcome: Sendable>: Sendable {
        case worked(Outcome)
        case cut
    }

    /// Does the work until it or the other one ends; that one is cancelled then and waited for. Says whether the work was
    /// cut: its outcome is then what it made of being cancelled. When the task is cancelled, so are both.
    static func run<Outcome: Sendable>(
        _ work: @escaping @Sendable () async -> Outcome, until end: @escaping @Sendable () async -> Void
    ) async -> (outcome: Outcome, isCut: Bool) {
        await withTaskGroup(of: Result<Outcome>.self) { group in
            group.addTask { .worked(await work()) }
            group.addTask {
                await end()
                return .cut
            }
            var isCut = false
            while let result = await group.next() {
                group.cancelAll()
                if case .worked(let outcome) = result { return (outcome, isCut) }
                isCut = true
            }
            // The work has been added above: it comes out of the group sooner or later.
            preconditionFailure("work without an outcome")
        }
    }
}
