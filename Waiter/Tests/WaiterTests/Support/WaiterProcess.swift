import Foundation

/// How a process ended, and what it said.
struct ProcessResult {
    /// The exit code; `nil` when a signal ended it.
    var code: Int32?
    /// The signal that ended it.
    var signal: Int32?
    var output: String
    var errors: String
}

/// What a test waits for did not come in time. The time is only a bound for a broken build.
struct TestTimeout: Error, CustomStringConvertible {
    var description: String
}

/// A process of a test, the built waiter unless said otherwise, with its output in pipes.
final class WaiterProcess {
    let pid: pid_t
    private var pipes: [Int32] = [-1, -1]
    private var text: [[UInt8]] = [[], []]
    private var isReaped = false

    static let patience: Double = 60

    /// Starts a program with exactly this environment besides PATH. `errors` replaces the pipe for standard error.
    init(
        _ arguments: [String], program: String = Executable.waiter, environment: [String: String] = [:],
        errors: Int32? = nil
    ) throws {
        let ends = [try Posix.pipe(), try Posix.pipe()]
        pipes = ends.map { $0.read }
        var words = WaiterProcess.strings([program] + arguments)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        var variables = WaiterProcess.strings(["PATH=\(path)"] + environment.map { "\($0.key)=\($0.value)" })
        defer {
            for pointer in words + variables { free(pointer) }
            for end in ends { close(end.write) }
        }
        pid = try Posix.spawn(program, &words, &variables, output: ends[0].write, errors: errors ?? ends[1].write)
    }

    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        var pointers: [UnsafeMutablePointer<CChar>?] = []
        for text in texts { pointers.append(strdup(text)) }
        return pointers + [nil]
    }

    deinit {
        for pipe in pipes where pipe >= 0 { close(pipe) }
        guard !isReaped else { return }
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }

    var errors: String { String(decoding: text[1], as: UTF8.self) }
    var output: String { String(decoding: text[0], as: UTF8.self) }

    /// Reads until the process has said this on standard error.
    func awaitError(_ words: String) throws {
        try read(until: { self.errors.contains(words) }, "\"\(words)\" on standard error")
    }

    /// Reads until the process has said this on standard output.
    func awaitOutput(_ words: String) throws {
        try read(until: { self.output.contains(words) }, "\"\(words)\" on standard output")
    }

    func send(_ signal: Int32) {
        kill(pid, signal)
    }

    /// Reads to the end of both pipes and takes the status.
    func finish() throws -> ProcessResult {
        try read(until: { self.pipes.allSatisfy { $0 < 0 } }, "the end")
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        let signal = status & 0x7F
        return ProcessResult(
            code: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal, output: output,
            errors: errors)
    }

    private func read(until isDone: () -> Bool, _ what: String) throws {
        let limit = Date().addingTimeInterval(Self.patience)
        while !isDone() {
            var polls = pipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let left = limit.timeIntervalSinceNow
            guard left > 0, pipes.contains(where: { $0 >= 0 }) else {
                throw TestTimeout(description: "no \(what); output: \(output); errors: \(errors)")
            }
            guard poll(&polls, nfds_t(polls.count), Int32(left * 1000)) > 0 else { continue }
            for index in polls.indices where pipes[index] >= 0 && polls[index].revents != 0 {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = Posix.read(pipes[index], &buffer)
                if count > 0 {
                    text[index] += buffer[..<count]
                } else {
                    close(pipes[index])
                    pipes[index] = -1
                }
            }
        }
    }
}

/// Runs the waiter to its end.
func runWaiter(_ arguments: String..., environment: [String: String] = [:]) throws -> ProcessResult {
    try WaiterProcess(arguments, environment: environment).finish()
}
