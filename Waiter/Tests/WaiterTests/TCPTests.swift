import Testing

@Suite struct TCPTests {
    @Test func readyAtOnce() throws {
        let server = try TestServer()
        let result = try runWaiter("wait", "tcp://127.0.0.1:\(server.port)")
        #expect(result.code == 0 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("waiter: ready tcp://127.0.0.1:\(server.port) after "))
        #expect(result.errors.hasSuffix(", 1 attempt\n"))
    }

    @Test func refusedAndThenReady() throws {
        let server = try TestServer(listens: false)
        let target = "tcp://127.0.0.1:\(server.port)"
        let waiter = try WaiterProcess(["wait", target])
        try waiter.awaitError("waiting for \(target): connection refused (127.0.0.1:\(server.port))\n")
        try server.listen()
        let result = try waiter.finish()
        #expect(result.code == 0 && result.errors.contains("waiter: ready \(target) after "))
        #expect(result.errors.split(separator: "\n").count == 2, "one line a change")
    }

    /// localhost is 127.0.0.1 and ::1: one of them is enough.
    @Test func everyAddressIsTried() throws {
        let server = try TestServer()
        #expect(try runWaiter("wait", "tcp://localhost:\(server.port)").code == 0)
        let name = try runWaiter(
            "wait", "--resolve", "db.test=127.0.0.9", "--resolve", "db.test=127.0.0.1", "tcp://DB.test:\(server.port)")
        #expect(name.code == 0)
    }

    /// The one that answers is tried first, and its failure is there first: there is nothing that it could be asked.
    @Test func anAddressThatAnswersSaysMore() throws {
        let server = try TestServer()
        let result = try runWaiter(
            "wait", "--attempts", "1", "--resolve", "db.test=127.0.0.1", "--resolve", "db.test=127.0.0.9",
            "https://db.test:\(server.port)/#ca=/does/not/exist")
        #expect(result.code == 124)
        let reason = Executable.isStatic ? "there is no CA certificate in /does/not/exist" : "built without TLS"
        #expect(result.errors.contains(reason) && !result.errors.contains("refused"))
    }

    @Test(arguments: [TestServer.Behaviour.close, .closeLater(milliseconds: 3)])
    func acceptedAndClosedAtOnceIsNotReady(_ behaviour: TestServer.Behaviour) throws {
        let server = try TestServer(behaviour)
        // One look may come before the server's close; so many in a row do not.
        let waiter = try WaiterProcess(["wait", "--stable", "20", "tcp://127.0.0.1:\(server.port)"])
        try waiter.awaitError("the connection was accepted and closed at once (127.0.0.1:\(server.port))")
        waiter.send(15)
        #expect(try waiter.finish().code == 143)
    }

    /// HTTP/2 without an end, which gRPC reads and ignores: deadlines and signals hold all the same.
    @Test func aPeerThatNeverStopsDoesNotHoldTheLoop() throws {
        let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
        let acknowledged: [UInt8] = [0, 0, 8, 6, 1, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
        let server = try TestServer(.flood(settings, Array(repeatElement(acknowledged, count: 1000).joined())))
        let target = "grpc://127.0.0.1:\(server.port)"
        let late = try runWaiter("wait", "--timeout", "300ms", target)
        #expect(late.code == 124)
        let stopped = try WaiterProcess(["wait", "--timeout", "1h", "--attempt-timeout", "1h", target, "file:/no/such"])
        try stopped.awaitError("it does not exist")
        stopped.send(15)
        #expect(try stopped.finish().code == 143)
    }

    @Test func notWaitsForTheEnd() throws {
        var server: TestServer? = try TestServer()
        let target = "tcp://127.0.0.1:\(server?.port ?? 0)"
        let waiter = try WaiterProcess(["wait", "--not", target])
        try waiter.awaitError("waiting for \(target): it is still ready")
        server = nil
        #expect(try waiter.finish().code == 0)
    }

    @Test func sideBySide() throws {
        let server = try TestServer()
        let late = try TestServer(listens: false)
        let waiter = try WaiterProcess([
            "wait", "--quorum", "2", "tcp://127.0.0.1:\(late.port)", "tcp://127.0.0.1:\(server.port)", "file:/",
            "file:/does/not/exist",
        ])
        let result = try waiter.finish()
        #expect(result.code == 0)
        #expect(
            result.errors.contains("ready tcp://127.0.0.1:\(server.port)") && result.errors.contains("ready file:/ "))
    }

    @Test func unixSockets() throws {
        let folder = try TestFolder()
        let path = folder.file("x.sock")
        let waiter = try WaiterProcess(["wait", "unix:\(path)"])
        try waiter.awaitError("no such file or directory (\(path))")
        let server = try TestServer(path: path)
        #expect(try waiter.finish().code == 0)
        #expect(server.port == 0)
    }
}
