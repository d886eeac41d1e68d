import JSONLogging
import Logging
import Synchronization
import Testing

@Suite struct JSONLogHandlerTests {
    final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private func line(
        limit: Int = 4096, at milliseconds: Int64 = 1_795_646_048_007, _ log: (Logger) -> Void
    ) -> String {
        let lines = Lines()
        let logger = Logger(label: "test") { label in
            JSONLogHandler(
                label: label, limit: limit, now: { WallTime(milliseconds: milliseconds) },
                write: { line in lines.all.withLock { $0.append(String(decoding: line, as: UTF8.self)) } })
        }
        log(logger)
        return lines.all.withLock { $0.joined() }
    }

    @Test func aMessageIsOneObjectALine() {
        let text = line { $0.warning("a \"b\"\n\u{1B}[31m", metadata: ["b": "1", "a": ["x", ["k": "v"]]]) }
        #expect(
            text
                == #"{"ts":"2026-11-25T22:34:08.007Z","level":"warning","logger":"test","msg":"a \"b\"\n\u001b[31m","#
                + #""metadata":{"a":["x",{"k":"v"}],"b":"1"}}"# + "\n")
    }

    @Test func lessThanTheLevelIsNotLogged() { #expect(line { $0.debug("x") }.isEmpty) }

    @Test(arguments: [
        ("token", true), ("bearerToken", true), ("Authorization", true), ("password", true), ("key", true),
        ("tls.key", true), ("apiKey", true), ("apikey", true), ("client-secret", true), ("secret-name", false),
        ("monkey", false), ("kind", false), ("keys-read", false),
    ]) func secretsAreNotWritten(_ key: String, _ isSecret: Bool) {
        let text = line { $0.info("m", metadata: ["outer": [key: "sesame"]]) }
        #expect(text.contains("sesame") != isSecret)
        #expect(text.contains("[redacted]") == isSecret)
    }

    @Test func longTextsAreCut() {
        let text = line(limit: 5) { $0.info("1234ü6789") }
        #expect(text.contains(#""msg":"1234…""#))
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_001, "2000-02-29T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] as [(Int64, String)]) func timesAreOfTheCalendar(_ milliseconds: Int64, _ text: String)
    {
        #expect(WallTime(milliseconds: milliseconds).text == text)
    }
}
