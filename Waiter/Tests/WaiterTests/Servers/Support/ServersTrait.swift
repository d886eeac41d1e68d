import Testing

/// Gives every test of a suite a ``ServerBench``, a thread of its own, and a failure that tells what its servers said.
struct ServersTrait: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await ServerGate.shared.enter()
        let bench = ServerBench()
        var failure: (any Error)?
        do {
            try await ServerBench.$current.withValue(bench) {
                try await withTaskExecutorPreference(ServerThreads.shared) { try await function() }
            }
        } catch {
            failure = TestTimeout(description: "\(error)\n\(bench.said)")
        }
        bench.clear()
        await ServerGate.shared.leave()
        if let failure { throw failure }
    }
}

extension Trait where Self == ServersTrait {
    /// The test starts real servers.
    static var servers: Self { ServersTrait() }
}
