import Foundation
import Testing

/// What a pod leaves the static program: nothing but itself.
@Suite(.enabled(if: Executable.isStatic, "needs the static waiter: make test sets WAITER_UNDER_TEST"))
struct IsolationTests {
    /// A folder that holds the waiter and nothing else.
    private func emptyRoot() throws -> TestFolder {
        let root = try TestFolder()
        // By another process: a descriptor that is open for writing here would reach a process that another test starts
        // just then, and the program would be busy.
        #expect(try runWaiter("copy", root.path).code == 0)
        return root
    }

    private func enter(_ root: TestFolder, _ arguments: String..., uid: Int = 65532) throws -> ProcessResult {
        chmod(root.path, 0o755)
        return try WaiterProcess(["--userspec=\(uid):\(uid)", root.path, "/waiter"] + arguments, program: "chroot")
            .finish()
    }

    @Test(.enabled(if: geteuid() == 0, "needs root for chroot"), arguments: [0, 1, 65532, 4_000_000_000])
    func runsInAnEmptyRootAsAnyUser(uid: Int) throws {
        let root = try emptyRoot()
        let server = try TestServer(.answer([response("200 OK")]))
        let port = server.port
        #expect(try enter(root, "version", uid: uid).output.hasPrefix("waiter "))
        let result = try enter(
            root, "wait", "tcp://127.0.0.1:\(port)", "http://localhost:\(port)/", "--timeout", "20s", uid: uid)
        #expect(result.code == 0, "\(result.errors)")
        // Without resolv.conf the name server is this machine, and there is none: said within the deadline.
        let unknown = try enter(root, "wait", "tcp://nacos:8848", "--timeout", "300ms", uid: uid)
        #expect(unknown.code == 124 && unknown.errors.contains("timed out after "))
        #expect(root.names == ["waiter"])
    }

    @Test(.enabled(if: geteuid() == 0, "needs root for chroot"))
    func copiesItselfWithoutProc() throws {
        let root = try emptyRoot()
        #expect(try enter(root, "copy", "/copy", uid: 0).code == 0)
        #expect(FileManager.default.contentsEqual(atPath: root.file("copy"), andPath: Executable.waiter))
    }

    @Test(.enabled(if: TestNameServer.isPossible, "needs root and mount namespaces"))
    func runsOnAReadOnlyFileSystem() throws {
        let root = try emptyRoot()
        let server = try TestServer()
        let script = "mount --bind -o ro \"$0\" \"$0\" && exec chroot \"$0\" /waiter \"$@\""
        let result = try WaiterProcess(
            ["-m", "/bin/sh", "-c", script, root.path, "wait", "tcp://127.0.0.1:\(server.port)"], program: "unshare"
        ).finish()
        #expect(result.code == 0, "\(result.errors)")
    }

    #if arch(x86_64)
        /// Stricter than Kubernetes' RuntimeDefault: any other system call ends the process.
        @Test func runsUnderAStrictSeccompProfile() throws {
            let folder = try TestFolder()
            try folder.write("there", "x")
            let server = try TestServer(.answer([response("200 OK")]))
            let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../../Scripts/seccomp-run.py").standardizedFileURL.path
            let port = server.port
            // The profile is inherited, and other programs need more: the waiter is its own command here.
            let command = [Executable.waiter, "wait", "file:/not/there", "--timeout", "10ms"]
            let commands = [
                ["version"], ["copy", folder.path],
                [
                    "wait", "tcp://127.0.0.1:\(port)", "http://localhost:\(port)/", "file:\(folder.file("there"))",
                    "exec:\(Executable.waiter) version", "delay:10ms", "--", Executable.waiter, "version",
                ],
                ["supervise", "--publish", folder.file("state"), "--"] + command,
                ["wait", "https://127.0.0.1:\(port)/", "file:/not/there", "--timeout", "100ms"],
            ]
            for (command, code) in zip(commands, [0, 0, 0, 124, 124] as [Int32]) {
                let result = try WaiterProcess([script, Executable.waiter] + command, program: "python3").finish()
                #expect(result.code == code, "\(command): signal \(result.signal ?? 0) \(result.errors)")
            }
        }
    #endif
}
