import Foundation

/// A server of this machine, as a process group of its own. Its ``ServerBench`` stops it when the test is over.
final class RealServer: @unchecked Sendable {
    private let program: String
    private let pid: pid_t
    /// Kept for as long as the server runs.
    private let folder: TestFolder
    private let log: String
    private let leash: Int32
    private let stopSignal: Int32
    private let lock = NSLock()
    private var isRunning = true

    /// Holds the other end of a pipe: should the tests die without stopping the server, the end of the pipe kills its
    /// group. The holder is no child of the server, which may wonder about children it does not know.
    private static let script = """
        exec 3<&0 </dev/null
        ( ( read -r line <&3; kill -KILL 0 ) & )
        exec "$@" 3<&-
        """

    /// Starts a program. As root it becomes `user`, for servers that refuse root. `stopSignal` is for servers that leave
    /// something behind when they are killed.
    init(
        _ program: String, _ arguments: [String], in folder: TestFolder, as user: String? = nil,
        environment: [String: String] = [:], stopSignal: Int32 = SIGKILL
    ) throws {
        guard let bench = ServerBench.current else {
            throw TestTimeout(description: "a test that starts servers needs the trait .servers")
        }
        guard let path = Installed.path(program) else {
            throw TestTimeout(description: "\(program) is not installed")
        }
        self.program = program
        self.folder = folder
        self.stopSignal = stopSignal
        log = folder.file(program.split(separator: "/").last.map { "\($0)-\(bench.count).log" } ?? "log")
        let file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        let pipe = try Posix.pipe()
        defer {
            close(file)
            close(pipe.read)
        }
        leash = pipe.write
        var environment = environment
        environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        let command = ["/bin/sh", "-c", Self.script, "sh"] + Self.becoming(user) + [path] + arguments
        var words = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        pid = try Posix.spawn(
            "/bin/sh", &words, &variables, input: pipe.read, output: file, errors: file, ownGroup: true)
        bench.add(self)
    }

    private static func becoming(_ user: String?) -> [String] {
        guard let user, geteuid() == 0 else { return [] }
        return ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "--"]
    }

    /// Runs a tool as the server's user.
    static func run(_ program: String, _ arguments: [String], as user: String) throws {
        guard let path = Installed.path(program) else { throw TestTimeout(description: "no \(program)") }
        let command = becoming(user) + [path] + arguments
        try Installed.run(command[0], Array(command.dropFirst()))
    }

    /// What the server said, without the middle of it.
    var said: String {
        let text = (try? Data(contentsOf: URL(fileURLWithPath: log))).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let shown = text.count > 4000 ? text.prefix(2000) + "\n…\n" + text.suffix(2000) : text[...]
        return "\(program) said: \(shown)"
    }

    /// Sends a signal to the server itself.
    func send(_ signal: Int32) {
        lock.withLock { if isRunning { kill(pid, signal) } }
    }

    /// Sends a signal to the server and its children: SIGSTOP makes one that accepts and says nothing.
    func sendToAll(_ signal: Int32) {
        lock.withLock { if isRunning { kill(-pid, signal) } }
    }

    /// Ends the server and what it started.
    func stop() {
        lock.withLock {
            guard isRunning else { return }
            isRunning = false
            if stopSignal != SIGKILL {
                kill(pid, stopSignal)
                let limit = Date().addingTimeInterval(5)
                while !hasEnded, limit.timeIntervalSinceNow > 0 { usleep(1000) }
            }
            // Before the status is taken: until then the number is not given to another group.
            kill(-pid, SIGKILL)
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            close(leash)
        }
    }

    /// Whether it has ended; its status is left to be taken.
    private var hasEnded: Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo != 0
    }
}
