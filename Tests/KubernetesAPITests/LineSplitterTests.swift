import TestSupport
import Testing

@testable import KubernetesAPI

struct LineSplitterTests {
    @Test func anyPiecesGiveTheSameLines() throws {
        for seed in UInt64(0)..<500 {
            var random = SplitMix64(seed: seed)
            let text = (0..<random.number(0...200)).map { _ in random.chance(15) ? UInt8(10) : UInt8(97) }
            let expected = text.split(separator: 10).map(Array.init)
            var splitter = LineSplitter(limit: 1000)
            var lines: [[UInt8]] = []
            var rest = text[...]
            while !rest.isEmpty {
                let count = random.number(0...min(rest.count, 9))
                lines += try splitter.take(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            if let last = splitter.finish() { lines.append(last) }
            #expect(lines == expected, "seed \(seed)")
            #expect(splitter.finish() == nil)
        }
    }

    /// The verdict, too, does not hang on the pieces.
    @Test func noLineIsLongerThanTheLimit() {
        for seed in UInt64(0)..<300 {
            var random = SplitMix64(seed: seed)
            let text = (0..<random.number(1...80)).map { _ in random.chance(12) ? UInt8(10) : UInt8(97) }
            let isTooLong = text.split(separator: 10).contains { $0.count > 12 }
            var splitter = LineSplitter(limit: 12)
            var isRefused = false
            var rest = text[...]
            while !rest.isEmpty, !isRefused {
                let count = random.number(1...min(rest.count, 30))
                do {
                    for line in try splitter.take(Array(rest.prefix(count))) { #expect(line.count <= 12) }
                } catch {
                    isRefused = true
                }
                rest = rest.dropFirst(count)
            }
            #expect(isRefused == isTooLong, "seed \(seed)")
        }
    }
}
