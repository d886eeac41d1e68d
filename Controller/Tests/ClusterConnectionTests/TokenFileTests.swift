import ClusterConnection
import Synchronization
import Testing

struct TokenFileTests {
    private final class Files: Sendable {
        let text = Mutex<String?>("one\n")
        let reads = Mutex(0)

        var file: TokenFile {
            TokenFile {
                self.reads.withLock { $0 += 1 }
                return self.text.withLock { $0 }.map { Array($0.utf8) }
            }
        }
    }

    @Test func isReadAnewAfterAMinute() {
        let files = Files()
        let file = files.file
        let start = ContinuousClock.now
        #expect(file.token(now: start) == "one")
        files.text.withLock { $0 = "two" }
        #expect(file.token(now: start + .seconds(59)) == "one")
        #expect(file.token(now: start + .seconds(60)) == "two")
        #expect(files.reads.withLock { $0 } == 2)
    }

    @Test func isReadAnewWhenItWasRefused() {
        let files = Files()
        let file = files.file
        let start = ContinuousClock.now
        #expect(file.token(now: start) == "one")
        files.text.withLock { $0 = "two" }
        file.refuse()
        #expect(file.token(now: start + .seconds(1)) == "two")
    }

    @Test(arguments: [nil, "", "\n", "a\r\nHost: b", "ä"])
    func whatIsNoTokenLeavesTheOldOne(_ text: String?) {
        let files = Files()
        let file = files.file
        let start = ContinuousClock.now
        #expect(file.token(now: start) == "one")
        files.text.withLock { $0 = text }
        #expect(file.token(now: start + .seconds(120)) == "one")
    }
}
