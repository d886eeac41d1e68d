import Foundation
import Testing

@Suite struct CopyTests {
    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func isWholeCopy(_ path: String) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: path)) == Data(contentsOf: URL(fileURLWithPath: Executable.waiter))
    }

    @Test func toAPathAndIntoADirectory() throws {
        let folder = try TestFolder()
        #expect(try runWaiter("copy", folder.file("w")).code == 0)
        #expect(try runWaiter("copy", folder.path).code == 0)
        #expect(folder.names == ["w", "waiter"])
        for name in ["w", "waiter"] {
            #expect(try mode(folder.file(name)) == 0o755)
            #expect(try isWholeCopy(folder.file(name)))
        }
        let copy = try WaiterProcess(["wait", "file:/"], program: folder.file("w")).finish()
        #expect(copy.code == 0)
    }

    /// The mode is what other containers need, whatever the umask.
    @Test func theModeDoesNotDependOnTheUmask() throws {
        let folder = try TestFolder()
        let script = "umask 077; exec \"$0\" copy \"$1\""
        let result = try WaiterProcess(["-c", script, Executable.waiter, folder.file("w")], program: "/bin/sh").finish()
        #expect(result.code == 0)
        #expect(try mode(folder.file("w")) == 0o755)
    }

    @Test func replacesWhatIsThereEvenWhileItRuns() throws {
        let folder = try TestFolder()
        #expect(try runWaiter("copy", folder.file("w")).code == 0)
        let running = try WaiterProcess(["wait", "file:\(folder.file("never"))"], program: folder.file("w"))
        try running.awaitError("it does not exist")
        #expect(try runWaiter("copy", folder.file("w")).code == 0)
        #expect(try isWholeCopy(folder.file("w")))
        running.send(15)
        #expect(try running.finish().code == 143)
    }

    @Test func saysWhyItCannot() throws {
        let folder = try TestFolder()
        let result = try runWaiter("copy", folder.file("no/such/folder"))
        #expect(result.code == 1)
        #expect(
            result.errors
                == "waiter: cannot copy to \(folder.file("no/such/folder")): no such file or directory\n")
        #expect(try runWaiter("copy").code == 2)
        #expect(try runWaiter("copy", "a", "b").code == 2)
        #expect(try runWaiter("copy", "--force").code == 2)
        #expect(folder.names.isEmpty)
    }

    /// A full disk: what was there stays, and nothing half-written lies beside it.
    @Test(.enabled(if: TestNameServer.isPossible, "needs root and mount namespaces"))
    func keepsWhatIsThereWhenTheDiskIsFull() throws {
        let folder = try TestFolder()
        let script = """
            mount -t tmpfs -o size=64k none "$1" && echo old >"$1/waiter" || exit 99
            "$0" copy "$1"; echo "code $?"; cat "$1/waiter"; ls -A "$1"
            """
        let result = try WaiterProcess(
            ["-m", "/bin/sh", "-c", script, Executable.waiter, folder.path], program: "unshare"
        ).finish()
        #expect(result.output == "code 1\nold\nwaiter\n")
        #expect(result.errors.contains("no space left on device"))
    }
}
