import ClusterConnection
import Foundation
import KubernetesAPI
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPTransportTests {
    private func using(
        token: String? = nil, _ body: @Sendable (HTTPTransport) async throws -> Void
    ) async throws {
        let server = try await LoopbackServer()
        var address = ClusterAddress(url: server.url)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-token-\(UUID())")
        if let token {
            try Data(token.utf8).write(to: file)
            address.tokenFile = file.path
        }
        let transport = try HTTPTransport(address, agent: "test")
        let result: (any Error)?
        do {
            try await body(transport)
            result = nil
        } catch {
            result = error
        }
        await transport.shutdown()
        await server.stop()
        try? FileManager.default.removeItem(at: file)
        if let result { throw result }
    }

    /// Each watch keeps a connection: requests must not wait for one to end (eight watches once took all there were).
    @Test func manyWatchesLeaveRoomForRequests() async throws {
        try await using { transport in
            let (opened, open) = AsyncStream.makeStream(of: Void.self)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        _ = try? await transport.stream(APIRequest(.get, path: "/watch/\(number)")) { _ in open.yield()
                        }
                    }
                }
                var count = 0
                for await _ in opened {
                    count += 1
                    if count == 20 { break }
                }
                let answer = try await transport.send(APIRequest(.get, path: "/lease"))
                #expect(String(decoding: answer.body, as: UTF8.self) == "/lease")
                group.cancelAll()
            }
        }
    }

    @Test func whatIsSilentTimesOut() async throws {
        try await using { transport in
            await #expect(throws: APIFailure.self) {
                try await transport.send(APIRequest(.get, path: "/slow", timeout: .milliseconds(50)))
            }
            do throws(APIFailure) {
                // The head comes, the rest does not.
                _ = try await transport.send(APIRequest(.get, path: "/watch", timeout: .milliseconds(50)))
                Issue.record("an answer without an end")
            } catch {
                guard case .timedOut = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test func aCancelledWatchEnds() async throws {
        try await using { transport in
            let (opened, open) = AsyncStream.makeStream(of: Void.self)
            await withTaskGroup(of: APIFailure?.self) { group in
                group.addTask {
                    do throws(APIFailure) {
                        _ = try await transport.stream(APIRequest(.get, path: "/watch")) { _ in open.yield() }
                        return nil
                    } catch {
                        return error
                    }
                }
                for await _ in opened { break }
                group.cancelAll()
                #expect(await group.next() == .cancelled)
            }
        }
    }

    @Test func anyStatusIsAnAnswer() async throws {
        try await using { transport in
            let answer = try await transport.send(APIRequest(.get, path: "/busy"))
            #expect(answer.status == 429)
            #expect(answer.retryAfter == "7")
            let stream = try await transport.stream(APIRequest(.get, path: "/busy")) { _ in }
            #expect(stream.status == 429)
            #expect(String(decoding: stream.body, as: UTF8.self) == "/busy")
        }
    }

    @Test func anAnswerHasALimit() async throws {
        try await using { transport in
            do throws(APIFailure) {
                _ = try await transport.send(APIRequest(.get, path: "/12345", answerLimit: 3))
                Issue.record("an answer beyond its limit")
            } catch {
                guard case .tooLarge = error else {
                    Issue.record("\(error)")
                    return
                }
            }
        }
    }

    @Test func theTokenIsSentAndNobodyIsThere() async throws {
        try await using(token: "secret\n") { transport in
            let answer = try await transport.send(APIRequest(.get, path: "/"))
            #expect(String(decoding: answer.body, as: UTF8.self) == "Bearer secret")
        }
        let transport = try HTTPTransport(ClusterAddress(url: "http://127.0.0.1:1"), agent: "test")
        do throws(APIFailure) {
            _ = try await transport.send(APIRequest(.get, path: "/", timeout: .seconds(5)))
            Issue.record("an answer of nobody")
        } catch {
            guard case .unreachable = error else {
                Issue.record("\(error)")
                return
            }
        }
        await transport.shutdown()
    }
}
