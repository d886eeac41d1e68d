import Foundation
import Testing

@Suite struct ExitTests {
    @Test func usage() throws {
        let result = try runWaiter("wait", "file:/", "--timeout", "5")
        #expect(result.code == 2 && result.output.isEmpty)
        #expect(
            result.errors
                == "waiter: --timeout: \"5\" is not a length of time; "
                + "write it with a unit, such as 500ms, 30s, 5m or 1h30m\n")
        let variable = try runWaiter("wait", "file:/", environment: ["WAITER_STABLE": "often"])
        #expect(variable.code == 2 && variable.errors.hasPrefix("waiter: WAITER_STABLE: "))
    }

    @Test func usageComesBeforeAnythingIsWaitedFor() throws {
        let folder = try TestFolder()
        #expect(try runWaiter("wait", "exec:touch \(folder.file("x"))", "nonsense").code == 2)
        #expect(folder.names.isEmpty)
    }

    @Test func variables() throws {
        let environment = ["WAITER_TARGETS": "file:/does/not/exist", "WAITER_ATTEMPTS": "1", "WAITER_LOG": "quiet"]
        let result = try runWaiter("wait", environment: environment)
        #expect(result.code == 124 && result.errors.isEmpty)
    }

    @Test func pages() throws {
        let help = try runWaiter("wait", "--help")
        #expect(help.code == 0 && help.output.contains("--max-interval TIME") && help.errors.isEmpty)
        #expect(try runWaiter("version").output.hasPrefix("waiter "))
        #expect(try runWaiter().output.contains("usage: waiter wait"))
    }

    @Test func timedOut() throws {
        let target = "file:/does/not/exist"
        let result = try runWaiter("wait", "--timeout=40ms", target, "--", "echo", "started")
        #expect(result.code == 124 && result.output.isEmpty)
        #expect(result.errors.contains("waiter: timed out after "))
        #expect(result.errors.hasSuffix(", waiting for \(target): it does not exist\n"))
    }

    @Test func onTimeoutProceed() throws {
        let target = "file:/does/not/exist"
        let result = try runWaiter("wait", "--timeout=40ms", "--on-timeout=proceed", target, "--", "echo", "started")
        #expect(result.code == 0 && result.output == "started\n")
        #expect(
            result.errors.contains("going on without \(target) after ") && result.errors.contains(": it does not exist")
        )
    }

    @Test(arguments: [["--timeout=40ms"], ["--attempts=1"]])
    func onTimeoutBlock(arguments: [String]) throws {
        let folder = try TestFolder()
        let waiter = try WaiterProcess(["wait", "--on-timeout=block"] + arguments + ["file:\(folder.file("x"))"])
        try waiter.awaitError("still waiting for file:\(folder.file("x")) after ")
        try folder.write("x", "")
        #expect(try waiter.finish().code == 0)
    }

    @Test(arguments: [(Int32(15), "SIGTERM"), (2, "SIGINT"), (1, "SIGHUP"), (3, "SIGQUIT"), (10, "signal 10")])
    func stopSignals(signal: Int32, name: String) throws {
        let waiter = try WaiterProcess(["wait", "file:/does/not/exist", "--", "echo", "started"])
        try waiter.awaitError("it does not exist")
        // What ends no process ends no wait. Images choose their own stop signals: everything else does.
        for harmless: Int32 in [18, 23, 28] { waiter.send(harmless) }
        waiter.send(signal)
        let result = try waiter.finish()
        #expect(result.code == 128 + signal && result.output.isEmpty)
        #expect(
            result.errors.hasSuffix(
                "waiter: stopped by \(name) while waiting for file:/does/not/exist: it does not exist\n"))
    }

    /// As with nohup: what was ignored stays so, here and in the command.
    @Test func ignoredSignalsStayIgnored() throws {
        let script = "trap '' HUP PIPE; exec \"$0\" wait file:/ -- grep SigIgn /proc/self/status"
        let result = try WaiterProcess(["-c", script, Executable.waiter], program: "/bin/sh").finish()
        #expect(result.code == 0 && result.output.hasSuffix("1001\n"), "\(result.output)")
    }

    @Test func theTerminationLogIsWrittenOnlyIfItIsThere() throws {
        let folder = try TestFolder()
        try folder.write("log", "what an earlier container left behind, and longer than the new text by far: x x x x x")
        let arguments = ["wait", "--attempts=1", "file:/does/not/exist", "--termination-log"]
        #expect(try WaiterProcess(arguments + [folder.file("log")]).finish().code == 124)
        #expect(folder.text("log") == "waiter: timed out waiting: file:/does/not/exist: it does not exist\n")
        #expect(try WaiterProcess(arguments + [folder.file("other")]).finish().code == 124)
        #expect(folder.names == ["log"])
        #expect(
            try runWaiter("wait", "exec:/does/not/exist", "--termination-log=\(folder.file("log"))").code == 1)
        #expect(
            folder.text("log")?.hasPrefix("waiter: can never become ready: exec:/does/not/exist: cannot run") == true)
        try folder.write("log", "")
        #expect(try runWaiter("wait", "file:/", "--termination-log=\(folder.file("log"))").code == 0)
        #expect(folder.text("log") == "")
    }

    /// Nobody reads the log any more: no reason to stop waiting, let alone to die of SIGPIPE.
    @Test func aLogWithoutAReader() throws {
        let folder = try TestFolder()
        let ends = try Posix.pipe()
        close(ends.read)
        defer { close(ends.write) }
        let waiter = try WaiterProcess(
            [
                "wait", "file:/does/not/exist#timeout=20ms&on-timeout=proceed", "file:\(folder.path)", "--", "echo",
                "started",
            ],
            errors: ends.write)
        let result = try waiter.finish()
        #expect(result.code == 0 && result.output == "started\n")
    }

    @Test func pilotAgent() throws {
        let folder = try TestFolder()
        let agent = folder.file("pilot-agent")
        try FileManager.default.createSymbolicLink(atPath: agent, withDestinationPath: Executable.waiter)
        let server = try TestServer(.answer([response("204 No Content"), response("200 OK")]))
        let url = "http://127.0.0.1:\(server.port)/healthz/ready"
        let ready = try WaiterProcess(["wait", "--url", url, "--periodMillis=10"], program: agent).finish()
        #expect(ready.code == 0 && server.requests.count == 2)
        let closed = try TestServer(listens: false)
        let late = try WaiterProcess(
            ["wait", "--url", "http://127.0.0.1:\(closed.port)/", "--periodMillis", "100", "--timeoutSeconds", "1"],
            program: agent
        ).finish()
        #expect(late.code == 255 && late.errors.contains("connection refused"))
    }
}
