import Foundation
import Testing

@Suite struct SuperviseTests {
    /// `tty: true`: the command reads from the terminal, although it has a process group of its own.
    /// The terminal stays open until the waiter has ended: closing it hangs up on whoever is still there.
    @Test func theCommandHasTheTerminal() throws {
        let program = """
            import os, pty, sys
            pid, terminal = pty.fork()
            if pid == 0:
                os.execv(sys.argv[1], [sys.argv[1], "supervise", "--", "/bin/sh", "-c", "read x; echo got $x"])
            os.write(terminal, b"hello\\n")
            said = b""
            while b"got hello" not in said:
                piece = os.read(terminal, 1000)
                if not piece: break
                said += piece
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """
        let result = try WaiterProcess(["-c", program, Executable.waiter], program: "python3").finish()
        #expect(result.output == "0\n", "\(result.errors)")
    }

    @Test func retries() throws {
        let folder = try TestFolder()
        let result = try runWaiter(
            "supervise", "--retries=2", "--backoff=5ms", "--", "/bin/sh", "-c",
            "echo x >> \(folder.file("runs")); exit 3")
        #expect(result.code == 3 && folder.text("runs") == "x\nx\nx\n")
        #expect(result.errors.contains("the command ended with 3; starting it again in 5ms (retry 1 of 2)"))
        #expect(result.errors.contains("starting it again in 10ms (retry 2 of 2)"))
    }

    @Test func aRetryThatSucceeds() throws {
        let folder = try TestFolder()
        let script = "cd \(folder.path); test -e x || { touch x; exit 1; }"
        let result = try runWaiter("supervise", "--retries=9", "--backoff=5ms", "--", "/bin/sh", "-c", script)
        #expect(result.code == 0 && !result.errors.contains("retry 2"))
    }

    @Test func publishesItsLife() throws {
        let folder = try TestFolder()
        for stale in ["exited", "completed", "ready"] { try folder.write(stale, "1\n") }
        let waiter = try WaiterProcess(
            [
                "supervise", "--publish", folder.path, "--", "/bin/sh", "-c",
                "echo up; while test ! -e \(folder.file("end")); do sleep 0.01; done",
            ])
        try waiter.awaitOutput("up")
        try folder.await(["started", "ready"])
        try folder.write("end", "")
        #expect(try waiter.finish().code == 0)
        #expect(folder.names == ["started", "exited", "completed", "end"] && folder.text("exited") == "0\n")
    }

    @Test func readyIsWhatTheTargetSays() throws {
        let folder = try TestFolder()
        let server = try TestServer(listens: false)
        let waiter = try WaiterProcess([
            "supervise", "--publish=\(folder.file("p"))", "--ready=tcp://127.0.0.1:\(server.port)", "--", "/bin/sh",
            "-c",
            "echo up; while test ! -e \(folder.file("end")); do sleep 0.01; done; exit 5",
        ])
        try waiter.awaitError("connection refused")
        #expect(FileManager.default.fileExists(atPath: folder.file("p/started")))
        #expect(!FileManager.default.fileExists(atPath: folder.file("p/ready")))
        try server.listen()
        try waiter.awaitError("ready tcp://")
        try lookUntil("p/ready") { FileManager.default.fileExists(atPath: folder.file("p/ready")) }
        try folder.write("end", "")
        #expect(try waiter.finish().code == 5)
        #expect(folder.text("p/exited") == "5\n" && folder.text("p/ready") == nil && folder.text("p/completed") == nil)
    }

    /// A target that is ready at the first look ends the wait before the loop has slept once.
    @Test func waitsThatAreOverAtOnce() throws {
        let folder = try TestFolder()
        let script = "while test ! -e \(folder.file("ready")); do sleep 0.01; done"
        let result = try runWaiter(
            "supervise", "file:/", "--ready=file:/", "--publish=\(folder.path)", "--", "/bin/sh", "-c", script)
        #expect(result.code == 0)
    }

    @Test func waitsBeforeTheCommand() throws {
        let folder = try TestFolder()
        let target = "file:\(folder.file("x"))"
        let waiter = try WaiterProcess(["supervise", target, "--", "echo", "started"])
        try waiter.awaitError("it does not exist")
        #expect(waiter.output.isEmpty)
        try folder.write("x", "")
        #expect(try waiter.finish().output == "started\n")
    }

    @Test func aWaitThatFails() throws {
        let folder = try TestFolder()
        try folder.write("log", "")
        let log = "--termination-log=\(folder.file("log"))"
        let late = try runWaiter("supervise", "--attempts=1", log, "file:/does/not/exist", "--", "echo", "started")
        #expect(late.code == 124 && late.output.isEmpty)
        #expect(folder.text("log") == "waiter: timed out waiting: file:/does/not/exist: it does not exist\n")
        let never = try runWaiter("supervise", log, "exec:/does/not/exist", "--", "echo", "started")
        #expect(never.code == 1 && never.output.isEmpty)
        #expect(folder.text("log")?.hasPrefix("waiter: can never become ready: ") == true)
    }

    @Test func codesAreKept() throws {
        #expect(try runWaiter("supervise", "--", "/bin/sh", "-c", "exit 42").code == 42)
        #expect(try runWaiter("supervise", "--", "/bin/sh", "-c", "kill -9 $$").code == 137)
        #expect(try runWaiter("supervise", "--retries=3", "--", "/does/not/exist").code == 127)
        #expect(try runWaiter("supervise", "--", "/etc/passwd").code == 126)
    }
}
