import Manifests
import Synchronization
import Testing

@testable import KubernetesAPI

struct WatcherTests {
    private static func list(_ names: [String], version: Int) -> APIResponse {
        let items = names.map { #"{"metadata":{"name":"\#($0)","resourceVersion":"1"}}"# }.joined(separator: ",")
        return .ok(#"{"kind":"PodList","metadata":{"resourceVersion":"\#(version)"},"items":[\#(items)]}"#)
    }

    private static func line(_ type: String, _ name: String, _ version: Int) -> [UInt8] {
        Array(#"{"type":"\#(type)","object":{"metadata":{"name":"\#(name)","resourceVersion":"\#(version)"}}}"#.utf8)
            + [10]
    }

    private static func word(_ change: WatchChange<String>) -> String {
        switch change {
        case .replaced(let objects): "all " + objects.keys.map(\.name).sorted().joined(separator: ",")
        case .updated(let key, _): "put \(key.name)"
        case .removed(let key): "gone \(key.name)"
        case .failed(let failure): "failed \(failure)"
        }
    }

    /// What a watcher tells until so many changes have come; `drive` moves the time meanwhile.
    private func changes(
        _ count: Int, _ transport: FakeTransport, _ time: ManualTime, terms: WatchTerms = WatchTerms(),
        drive: @escaping @Sendable () async -> Void = {}
    ) async -> [String] {
        let client = KubernetesClient(transport, timing: time.timing())
        let watcher = Watcher(client, .pods, terms: terms) { node -> String? in
            let name = node["metadata"]?["name"]?.text
            return name == "hidden" ? nil : name
        }
        let (told, teller) = AsyncStream<String>.makeStream()
        let run: @Sendable () async -> Void = {
            await watcher.run { change in teller.yield(Self.word(change)) }
        }
        return await withTaskGroup(of: [String]?.self) { group in
            group.addTask {
                await run()
                return nil
            }
            group.addTask {
                await drive()
                return nil
            }
            group.addTask {
                var words: [String] = []
                for await word in told {
                    words.append(word)
                    if words.count == count { break }
                }
                return words
            }
            for await words in group {
                guard let words else { continue }
                // The watcher has to end by being cancelled: else the group, and the test with it, never does.
                group.cancelAll()
                return words
            }
            return []
        }
    }

    @Test func listsThenWatchesAndGoesOnFromWhereItWas() async {
        let transport = FakeTransport(
            send: { _, _ in Self.list(["a", "hidden"], version: 5) },
            stream: { (request, count, chunk) async throws(APIFailure) in
                guard count == 1 else { return try await FakeTransport.hang() }
                let bytes =
                    Self.line("ADDED", "b", 6) + Self.line("MODIFIED", "hidden", 7) + Self.line("DELETED", "a", 8)
                    + Array(#"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"11"}}}"#.utf8)
                // In pieces of odd sizes, the last line without its break.
                for start in stride(from: 0, to: bytes.count, by: 7) {
                    try await chunk(Array(bytes[start..<min(start + 7, bytes.count)]))
                }
                return APIResponse(status: 200)
            })
        let time = ManualTime()
        // The second watch, too: its watchdog is the only one who sleeps.
        let words = await changes(4, transport, time)
        #expect(words == ["all a", "put b", "gone hidden", "gone a"])
        #expect(transport.requests.count >= 2)
    }

    @Test func aWatchGoesOnFromItsBookmark() async {
        let transport = FakeTransport(
            send: { _, _ in Self.list([], version: 5) },
            stream: { (request, count, chunk) async throws(APIFailure) in
                let version = request.query.first { $0.name == "resourceVersion" }?.value ?? ""
                if version == "11" {
                    try await chunk(Self.line("ADDED", "after-\(version)", 12))
                    return try await FakeTransport.hang()
                }
                try await chunk(
                    Array("{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"11\"}}}\n".utf8))
                return APIResponse(status: 200)
            })
        #expect(await changes(2, transport, ManualTime()) == ["all ", "put after-11"])
    }

    @Test func goneListsAnew() async {
        let transport = FakeTransport(
            send: { _, count in Self.list(count == 0 ? ["a"] : ["b"], version: 5 + count) },
            stream: { (request, count, chunk) async throws(APIFailure) in
                guard count == 1 else { return try await FakeTransport.hang() }
                try await chunk(Self.line("ADDED", "b", 6))
                try await chunk(Array(#"{"type":"ERROR","object":{"kind":"Status","code":410}}"#.utf8) + [10])
                return APIResponse(status: 200)
            })
        #expect(await changes(4, transport, ManualTime()) == ["all a", "put b", "failed gone", "all b"])
    }

    @Test func aFailureIsReportedAndTriedAgainAfterAPause() async {
        let time = ManualTime()
        let transport = FakeTransport(
            send: { (_, count) async throws(APIFailure) in
                if count < 2 { throw .unreachable("refused") }
                return Self.list(["a"], version: 5)
            },
            stream: { (_, _, _) async throws(APIFailure) in try await FakeTransport.hang() })
        let words = await changes(3, transport, time) {
            for _ in 0..<2 {
                await time.untilSleepers(1)
                time.advanceToNext()
            }
        }
        #expect(words.last == "all a" && words.filter { $0.contains("cannot be reached") }.count == 2)
        #expect(time.now == .milliseconds(800 + 1600))
    }

    @Test func silenceIsDeath() async {
        let time = ManualTime()
        let transport = FakeTransport(
            send: { _, _ in Self.list(["a"], version: 5) },
            stream: { (request, count, chunk) async throws(APIFailure) in
                #expect(request.query.contains(.init("timeoutSeconds", "150")))
                if count == 2 { try await chunk(Self.line("ADDED", "b", 6)) }
                return try await FakeTransport.hang()
            })
        let words = await changes(3, transport, time) {
            // The watchdog, then the pause after it.
            for _ in 0..<2 {
                await time.untilSleepers(1)
                time.advanceToNext()
            }
        }
        #expect(words.count == 3 && words[1].contains("silent for 170 s") && words[2] == "put b")
        #expect(time.now == .seconds(170) + .milliseconds(800))
    }

    @Test func aWatchThatEndsAtOnceIsNotAskedInACircle() async {
        let time = ManualTime()
        let transport = FakeTransport(
            send: { _, _ in Self.list([], version: 5) }, stream: { _, _, _ in APIResponse(status: 200) })
        let words = await changes(2, transport, time)
        #expect(words.last?.contains("ended at once") == true)
    }

    @Test func aLineBeyondTheLimitEndsTheWatch() async {
        var terms = WatchTerms()
        terms.lineLimit = 100
        let transport = FakeTransport(
            send: { _, _ in Self.list([], version: 5) },
            stream: { (_, _, chunk) async throws(APIFailure) in
                for _ in 0..<1000 { try await chunk(Array(repeating: 97, count: 50)) }
                return APIResponse(status: 200)
            })
        let words = await changes(2, transport, ManualTime(), terms: terms)
        #expect(words.last?.contains("too large") == true)
    }
}
