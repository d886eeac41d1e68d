import Foundation
import Testing

/// What the command gets after the wait: everything as if the waiter had never been there.
@Suite struct HandOverTests {
    /// A file's name, say: it need not be UTF-8.
    @Test(arguments: ["wait delay:0 --", "supervise --"])
    func theWordsOfTheCommandAreNotTouched(command: String) throws {
        let script = "exec \"$0\" \(command) printf %s \"$(printf 'a\\377\\351b')\" -- ' c'"
        let result = try WaiterProcess(
            ["-c", script + " | od -An -tx1", Executable.waiter], program: "/bin/sh"
        ).finish()
        #expect(
            result.output.split(separator: " ").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                == ["61", "ff", "e9", "62", "2d", "2d", "20", "63"], "\(result.output)")
    }

    @Test func samePidAndEnvironment() throws {
        let waiter = try WaiterProcess(
            ["wait", "file:/", "--", "/bin/sh", "-c", "echo \"$$ $WAITER_TIMEOUT $OTHER $1\"", "sh", "a b"],
            environment: ["WAITER_TIMEOUT": "9s", "OTHER": "x y"])
        let result = try waiter.finish()
        #expect(result.code == 0 && result.output == "\(waiter.pid) 9s x y a b\n")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")))
    func sameDescriptorsSignalsAndLimits() throws {
        let server = try TestServer()
        let script = """
            for fd in /proc/self/fd/*; do echo ${fd##*/}; done; grep -E '^(Sig(Blk|Ign|Cgt)|ShdPnd|Umask)' /proc/self/status; ulimit -a; pwd
            """
        // Both from one shell, so that both inherit the same: Foundation opens files that are not closed on exec.
        let both = "/bin/sh -c \"$0\"; echo ===; exec \"$@\" -- /bin/sh -c \"$0\""
        let result = try WaiterProcess(
            [
                "-c", both, script, Executable.waiter, "wait", "--any", "tcp://127.0.0.1:\(server.port)",
                "exec:sleep 1000", "unix:/does/not/exist", "--resolve=x.test=127.0.0.1",
                "http://x.test:\(server.port)/",
            ], program: "/bin/sh"
        ).finish()
        #expect(result.code == 0)
        let outputs = result.output.components(separatedBy: "===\n")
        #expect(outputs.count == 2)
        #expect(outputs.first == outputs.last)
        #expect(result.output.contains("SigIgn"))
    }

    /// Neither running nor dead: the command would find children that it never started.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/task/\(getpid())/children")))
    func noChildIsLeft() throws {
        let folder = try TestFolder()
        let script = "exec cat /proc/$$/task/$$/children"
        for targets in [["exec:sleep 1000", "file:/"], ["file:/", "exec:sleep 1000"]] {
            let result = try WaiterProcess(["wait", "--any"] + targets + ["--", "/bin/sh", "-c", script]).finish()
            #expect(result.code == 0 && result.output.isEmpty)
        }
        let waiter = try WaiterProcess(
            ["wait", "--any", "exec:sleep 1000", "file:\(folder.file("x"))", "--", "/bin/sh", "-c", script])
        try waiter.awaitError("it does not exist")
        try folder.write("x", "")
        let result = try waiter.finish()
        #expect(result.code == 0 && result.output.isEmpty)
    }

    /// What stands behind the target that decides is not even begun.
    @Test func nothingBeginsAfterTheEnd() throws {
        let folder = try TestFolder()
        let result = try runWaiter("wait", "--any", "file:/", "exec:touch \(folder.file("x"))", "--", "ls", folder.path)
        #expect(result.code == 0 && result.output.isEmpty)
    }

    @Test func theCommandsOwnCode() throws {
        #expect(try runWaiter("wait", "file:/", "--", "/bin/sh", "-c", "exit 42").code == 42)
        #expect(try runWaiter("wait", "file:/", "--", "/bin/sh", "-c", "kill -9 $$").signal == 9)
    }

    @Test func commandsThatCannotBeRun() throws {
        let folder = try TestFolder()
        try folder.write("data", "", mode: 0o644)
        let missing = try runWaiter("wait", "file:/", "--", "/does/not/exist")
        #expect(missing.code == 127)
        #expect(missing.errors.contains("cannot run /does/not/exist: no such file or directory\n"))
        let denied = try runWaiter("wait", "--log=quiet", "file:/", "--", folder.file("data"))
        #expect(denied.code == 126)
        #expect(denied.errors == "waiter: cannot run \(folder.file("data")): permission denied\n")
    }

    @Test func itsSignalsAreTheCommandsAgain() throws {
        let waiter = try WaiterProcess([
            "wait", "file:/", "--", "/bin/sh", "-c", "echo up; while :; do sleep 0.01; done",
        ])
        try waiter.awaitOutput("up")
        waiter.send(15)
        #expect(try waiter.finish().signal == 15)
    }
}
