import Foundation
import Testing

@Suite struct LocalTargetTests {
    @Test func aFileAppears() throws {
        let folder = try TestFolder()
        let waiter = try WaiterProcess(["wait", "file:\(folder.file("ready"))#nonempty"])
        try waiter.awaitError("it does not exist")
        try folder.write("ready", "")
        try waiter.awaitError("it is empty")
        try folder.write("ready", "x")
        #expect(try waiter.finish().code == 0)
    }

    @Test func aPathThroughAFileDoesNotExistYet() throws {
        let folder = try TestFolder()
        try folder.write("x", "")
        let result = try runWaiter("wait", "--attempts=1", "file:\(folder.file("x"))/y")
        #expect(result.code == 124 && result.errors.contains("it does not exist"))
    }

    @Test func aCommandSaysSo() throws {
        let folder = try TestFolder()
        let waiter = try WaiterProcess([
            "wait", "exec:/bin/sh -c echo%20noise;echo%20noise>&2;test%20-e%20\(folder.file("x"))",
        ])
        try waiter.awaitError("it ended with 1")
        try folder.write("x", "")
        let result = try waiter.finish()
        #expect(result.code == 0 && result.output.isEmpty && !result.errors.contains("noise\n"))
    }

    @Test func aCommandThatIsKilledIsNotReady() throws {
        let result = try runWaiter("wait", "--attempts=1", "exec:/bin/sh -c kill%20-9%20$$")
        #expect(result.code == 124 && result.errors.contains("it ended with 137"))
    }

    @Test func aCommandThatTakesTooLong() throws {
        let result = try runWaiter("wait", "--attempts=1", "--attempt-timeout=50ms", "exec:sleep 1000")
        #expect(result.code == 124 && result.errors.contains("it did not end within 50ms"))
    }

    @Test func aCommandThatCannotBeRun() throws {
        let result = try runWaiter("wait", "--attempts=3", "exec:/does/not/exist x")
        #expect(result.code == 1)
        #expect(result.errors.contains("can never become ready: cannot run /does/not/exist: no such file or directory"))
    }

    @Test func aDelay() throws {
        let result = try runWaiter("wait", "--log=json", "delay:80ms")
        #expect(result.code == 0)
        let last = try #require(result.errors.split(separator: "\n").last)
        let line = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
        #expect(line["event"] as? String == "ready" && line["target"] as? String == "delay:80ms")
        #expect(try #require(line["afterMilliseconds"] as? Int) >= 80)
    }

    @Test func aNameByResolve() throws {
        let result = try runWaiter(
            "wait", "--resolve=db.test=10.0.0.1", "--resolve=db.test=fd00::1", "dns:DB.test#min=2", "dns:localhost")
        #expect(result.code == 0 && result.errors.contains("ready dns:DB.test#min=2 after"))
    }

    @Test func aNameThatIsNoneIsNeverReady() throws {
        let result = try runWaiter("wait", "tcp://a..b:1")
        #expect(result.code == 1 && result.errors.contains("can never become ready"))
    }

    @Test func everyLineOfTheJSONLogIsJSON() throws {
        let result = try runWaiter(
            "wait", "--log=json", "--attempts=1", "file:/does/not/exist\"#on-timeout=proceed", "exec:/no%0Acommand")
        #expect(result.code == 1)
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count >= 2)
        for line in lines {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(object?["event"] is String && object?["message"] is String)
        }
    }
}
