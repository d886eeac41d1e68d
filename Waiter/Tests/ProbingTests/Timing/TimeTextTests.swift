import Testing

@testable import Probing

@Suite struct TimeTextTests {
    @Test(arguments: [
        ("0", 0), ("0s", 0), ("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000), ("1m30s", 90_000),
        ("1h30m", 5_400_000), ("1.5s", 1500), ("0.25m", 15_000), ("1.0009s", 1000), ("1.5ms", 1), ("90s1m", 150_000),
        ("999999999ms", 999_999_999), ("001s", 1000), ("1.123456789123456789s", 1123),
    ])
    func reads(text: String, time: Milliseconds) throws {
        #expect(try TimeText.parse(text) == time)
    }

    @Test(arguments: [
        "", " ", "5", "00", "5x", "s", "-5s", "+5s", "5 s", " 5s", "5s ", "1.s", ".5s", "1..5s", "5S", "5sec", "1e3s",
        "5s10", "1000000000ms", "99999999999999999999s", "٣s", "5m\u{0}", "1d", "NaN", "0x10s",
    ])
    func refuses(text: String) throws {
        let error = try #require(throws: UsageError.self) { try TimeText.parse(text) }
        #expect(error.message == "\"\(text)\" is not a length of time")
        #expect(error.cure.contains("500ms"))
    }

    @Test func sumsDoNotOverflow() {
        let text = String(repeating: "999999999h", count: 5000)
        #expect(throws: UsageError.self) { try TimeText.parse(text) }
        #expect((try? TimeText.parse("999999999h")) == 999_999_999 * 3_600_000)
    }

    @Test(arguments: [
        (0, "0ms"), (999, "999ms"), (1000, "1s"), (1099, "1s"), (1100, "1.1s"), (59_999, "59.9s"), (60_000, "1m"),
        (61_999, "1m1s"), (3_599_999, "59m59s"), (3_600_000, "1h"), (3_661_000, "1h1m"), (90_000_000, "25h"),
        (-1500, "-1.5s"),
    ])
    func writes(time: Milliseconds, text: String) {
        #expect(TimeText.format(time) == text)
    }

    @Test func extremesAreWritten() {
        #expect(TimeText.format(.max).hasSuffix("m"))
        #expect(TimeText.format(.min) == "-" + TimeText.format(.max))
    }

    @Test func whatIsWrittenCanBeRead() throws {
        var generator = SplitMix64(state: 5)
        for _ in 0..<2000 {
            let time = Int64.random(in: 0..<(1 << Int64.random(in: 1..<45, using: &generator)), using: &generator)
            let read = try TimeText.parse(TimeText.format(time))
            let precision: Milliseconds = time < 1000 ? 1 : time < 60_000 ? 100 : time < 3_600_000 ? 1000 : 60_000
            #expect(read == time / precision * precision)
        }
    }

    @Test func noTextTraps() {
        var generator = SplitMix64(state: 9)
        let alphabet = Array("0123456789.mshé -".unicodeScalars)
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<16, using: &generator) {
                if let scalar = alphabet.randomElement(using: &generator) { text.unicodeScalars.append(scalar) }
            }
            if let time = try? TimeText.parse(text) { #expect(time >= 0) }
        }
    }
}
