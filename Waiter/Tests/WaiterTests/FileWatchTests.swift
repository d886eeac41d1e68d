import Foundation
import Testing

/// Files are noticed by inotify: an attempt is longer than these tests, and none begins anew.
@Suite struct FileWatchTests {
    /// Waits for the path with an attempt that is never over by itself, does something, and expects the end.
    private func wait(_ target: String, first reason: String, then act: () throws -> Void) throws {
        let waiter = try WaiterProcess(["wait", "--attempt-timeout", "1h", "--timeout", "1h", target])
        try waiter.awaitError("waiting for \(target): \(reason)")
        try act()
        let result = try waiter.finish()
        #expect(result.code == 0)
        #expect(result.errors.contains(", 1 attempt\n"), "\(result.errors)")
    }

    @Test func aFileThatAppears() throws {
        let folder = try TestFolder()
        try wait("file:\(folder.file("ready"))", first: "it does not exist") { try folder.write("ready", "") }
    }

    @Test func notIsThereAtOnce() throws {
        let result = try runWaiter(
            "wait", "--not", "--attempt-timeout", "1h", "--timeout", "1h", "file:/does/not/exist")
        #expect(result.code == 0)
    }

    @Test func aFileThatIsFilled() throws {
        let folder = try TestFolder()
        try folder.write("ready", "")
        try wait("file:\(folder.file("ready"))#nonempty", first: "it is empty") {
            let file = try #require(FileHandle(forWritingAtPath: folder.file("ready")))
            try file.write(contentsOf: Data("x".utf8))
        }
    }

    @Test func foldersThatAreNotThereYet() throws {
        let folder = try TestFolder()
        try wait("file:\(folder.file("a/b/c/ready"))", first: "it does not exist") {
            try FileManager.default.createDirectory(
                atPath: folder.file("a/b/c"), withIntermediateDirectories: true)
            try folder.write("a/b/c/ready", "")
        }
    }

    /// As the kubelet replaces a ConfigMap: the file is a link through a folder that is a link, which is renamed.
    @Test func aLinkThatIsReplaced() throws {
        let folder = try TestFolder()
        let files = FileManager.default
        try files.createDirectory(atPath: folder.file("1"), withIntermediateDirectories: false)
        try files.createDirectory(atPath: folder.file("2"), withIntermediateDirectories: false)
        try files.createSymbolicLink(atPath: folder.file("data"), withDestinationPath: "1")
        try files.createSymbolicLink(atPath: folder.file("ready"), withDestinationPath: "data/ready")
        try folder.write("2/ready", "")
        try wait("file:\(folder.file("ready"))", first: "it does not exist") {
            try files.createSymbolicLink(atPath: folder.file("new"), withDestinationPath: "2")
            #expect(rename(folder.file("new"), folder.file("data")) == 0)
        }
    }
}
