import Observing
import Testing

struct LogTimesTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:01Z", 1), ("1970-01-01T00:00:01.5Z", 1.5), ("1970-01-01T00:00:01.000250000Z", 1.00025),
            ("1970-01-01T01:00:01.25+01:00", 1.25), ("yesterday", nil), ("1970-01-01T00:00:01.Z", nil),
        ] as [(String, Double?)])
    func times(text: String, seconds: Double?) {
        #expect(LogTimes.seconds(text) == seconds)
    }

    @Test func linesWithAndWithoutASource() {
        let log = """
            [pod/a/shop] 1970-01-01T00:00:03.5Z shop starts now
            [pod/a/shop] 1970-01-01T00:00:04Z shop is open
            1970-01-01T00:00:02Z ready at last
            error: something of kubectl's
            [pod/b/shop] 1970-01-01T00:00:01Z
            """
        let lines = LogTimes.lines(log)
        #expect(
            lines == [
                .init(source: "pod/a/shop", time: 3.5, text: "shop starts now"),
                .init(source: "pod/a/shop", time: 4, text: "shop is open"),
                .init(source: "", time: 2, text: "ready at last"),
                .init(source: "pod/b/shop", time: 1, text: ""),
            ])
        #expect(LogTimes.first("shop", in: lines) == ["pod/a/shop": 3.5])
    }
}
