import Foundation
import Testing

@Suite struct HookTests {
    /// In a pid namespace of its own: there the main process is pid 1, as in a container.
    @Test(.enabled(if: TestNameServer.isPossible, "needs root and namespaces"))
    func aHookSpeaksThroughTheMainProcess() throws {
        let folder = try TestFolder()
        // In the background: of a command that it waits for, dash makes the redirection in itself, before it forks.
        let script = """
            exec 2>"$1/main"
            "$0" wait --hook --timeout 50ms file:/not/there 2>"$1/hook" &
            wait $!
            echo "code $?"
            """
        let result = try WaiterProcess(
            ["-p", "-f", "--mount-proc", "/bin/sh", "-c", script, Executable.waiter, folder.path], program: "unshare"
        ).finish()
        #expect(result.output == "code 124\n")
        #expect(folder.text("main")?.contains("waiter: waiting for file:/not/there: it does not exist\n") == true)
        #expect(folder.text("main")?.contains("waiter: timed out after ") == true)
        #expect(folder.text("hook") == "")
    }
}
