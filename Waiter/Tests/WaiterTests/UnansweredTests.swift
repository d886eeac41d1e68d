import Testing

/// Where nobody answers a SYN, the kernel asks again only after a second.
@Suite struct UnansweredTests {
    #if os(Linux)
        @Test func whoDoesNotAnswerIsKnockedAtAgain() throws {
            let server = try FullServer()
            let before = try server.unanswered()
            let target = "tcp://127.0.0.1:\(server.port)"
            let waiter = try WaiterProcess(["wait", "--attempt-timeout", "1m", "--attempts", "1", target])
            try lookUntil("three SYNs to port \(server.port)") { try server.unanswered() >= before + 3 }
            try server.listen()
            let result = try waiter.finish()
            #expect(result.code == 0 && result.errors.hasSuffix(", 1 attempt\n"), "\(result.errors)")
        }
    #endif
}
