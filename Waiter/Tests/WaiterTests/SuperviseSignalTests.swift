import Foundation
import Testing

@Suite struct SuperviseSignalTests {
    private static let loop = "echo up; while :; do sleep 0.01; done"

    @Test func signalsAreForwarded() throws {
        let script = "trap 'echo usr' USR1; trap 'echo got; exit 7' TERM; " + Self.loop
        let waiter = try WaiterProcess(["supervise", "--retries=5", "--", "/bin/sh", "-c", script])
        try waiter.awaitOutput("up")
        waiter.send(SIGUSR1)
        try waiter.awaitOutput("usr")
        waiter.send(SIGTERM)
        let result = try waiter.finish()
        #expect(result.code == 7 && result.output == "up\nusr\ngot\n")
    }

    @Test func aCommandThatDiesOfTheSignal() throws {
        let waiter = try WaiterProcess(["supervise", "--retries=5", "--", "/bin/sh", "-c", Self.loop])
        try waiter.awaitOutput("up")
        waiter.send(SIGTERM)
        #expect(try waiter.finish().code == 143)
    }

    @Test func killedAfterTheGrace() throws {
        let waiter = try WaiterProcess([
            "supervise", "--grace=30ms", "--", "/bin/sh", "-c", "trap '' TERM; " + Self.loop,
        ])
        try waiter.awaitOutput("up")
        waiter.send(SIGTERM)
        let result = try waiter.finish()
        #expect(result.code == 137)
        #expect(result.errors == "waiter: the command did not end within 30ms; killing it\n")
    }

    @Test func stoppedWhileWaiting() throws {
        let waiter = try WaiterProcess(["supervise", "file:/does/not/exist", "--", "echo", "started"])
        try waiter.awaitError("it does not exist")
        waiter.send(SIGTERM)
        let result = try waiter.finish()
        #expect(result.code == 143 && result.output.isEmpty)
    }

    @Test func stoppedBetweenRetries() throws {
        let waiter = try WaiterProcess(["supervise", "--retries=5", "--backoff=1h", "--max-backoff=1h", "--", "false"])
        try waiter.awaitError("starting it again in 1h (retry 1 of 5)")
        waiter.send(SIGINT)
        #expect(try waiter.finish().code == 130)
    }

    /// A process whose parent has gone becomes the supervisor's child, and is reaped when it ends.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
    func orphansAreReaped() throws {
        let folder = try TestFolder()
        let script = """
            cd \(folder.path)
            (sh -c 'while test ! -e end; do sleep 0.01; done' & echo $! > orphan)
            p=$(cat orphan)
            while ! grep -q "^PPid:.$PPID$" /proc/$p/status; do sleep 0.01; done
            touch end
            while test -e /proc/$p; do sleep 0.01; done
            echo reaped
            """
        let result = try runWaiter("supervise", "--", "/bin/sh", "-c", script)
        #expect(result.code == 0 && result.output == "reaped\n")
    }

    @Test func aLogWithoutAReader() throws {
        let ends = try Posix.pipe()
        close(ends.read)
        defer { close(ends.write) }
        let waiter = try WaiterProcess(
            ["supervise", "--retries=1", "--backoff=1ms", "--", "/bin/sh", "-c", "echo run; exit 4"], errors: ends.write
        )
        let result = try waiter.finish()
        #expect(result.code == 4 && result.output == "run\nrun\n")
    }
}
