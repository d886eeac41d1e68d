import Foundation
import Synchronization

/// A program that prints lines for as long as it is listened to: `kubectl get --raw …?watch=1`.
package struct LineFeed: Sendable {
    package var program: Program
    package var arguments: [String]

    package init(_ program: Program, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// Its lines with the time at which each was read. Ends with the program; the program is killed when nobody
    /// listens any more.
    package func lines(clock: ContinuousClock) throws -> AsyncStream<(at: ContinuousClock.Instant, line: String)> {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(program.environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        let (stream, continuation) = AsyncStream<(at: ContinuousClock.Instant, line: String)>.makeStream()
        let rest = Mutex(Data())
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let chunk = handle.availableData
            let now = clock.now
            guard !chunk.isEmpty else {
                handle.readabilityHandler = nil
                continuation.finish()
                return
            }
            let lines = rest.withLock { rest in
                rest.append(chunk)
                // Each part is copied: slices of a Data keep its indices.
                let parts = rest.split(separator: 10, omittingEmptySubsequences: false)
                rest = Data(parts.last ?? Data())
                return parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
            }
            for line in lines { continuation.yield((now, line)) }
        }
        continuation.onTermination = { _ in if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try process.run()
        return stream
    }
}
