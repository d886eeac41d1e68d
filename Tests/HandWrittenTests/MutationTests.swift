import HandWritten
import Probing
import TestSupport
import Testing

/// Whatever stands in a command, it is judged, and quickly; what is called a target is one.
@Suite struct MutationTests {
    private static let scripts =
        (LoopTests.conditions.map(\.script)) + [
            "f() { f; f; f; f; f; f; f; f; f; f; nc -z $1 80; }; until f a; do f b; sleep 1; done; f c; f d",
            "for a in 1 2 3 4 5 6 7 8 9; do for b in 1 2 3 4 5 6 7 8 9; do for c in 1 2 3 4 5 6 7 8 9; do until nc -z $a $b; do sleep $c; done; done; done; done",
            "i=0; while [ $i -lt 30 ]; do nc -z d 1 && break; i=$((i+1)); sleep 2; done; if [ $i = 30 ]; then exit 1; fi; x=$x$x$x",
        ]

    private func isTarget(_ text: String) -> Bool {
        if text.contains("$(") { return true }
        do throws(UsageError) {
            _ = try TargetParser.parse(text)
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: 0..<20)
    func mutatedScriptsAreJudged(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let start = ContinuousClock.now
        for _ in 0..<50 {
            var bytes = Array(random.pick(MutationTests.scripts).utf8)
            for _ in 0..<random.number(0...5) {
                let place = random.number(below: bytes.count + 1)
                switch random.number(below: 5) {
                case 0: if place < bytes.count { bytes.remove(at: place) }
                case 1: bytes.insert(random.pick(Array("\"'`$(){}[];&|<>\\\n! #:/-0".utf8)), at: place)
                case 2: bytes.insert(contentsOf: Array(random.pick(MutationTests.scripts).utf8), at: place)
                case 3: bytes += Array("; ".utf8) + Array(random.pick(MutationTests.scripts).utf8)
                default: bytes.removeSubrange(place...)
                }
            }
            let script = String(decoding: bytes, as: UTF8.self)
            let waits = WaitRecognition.waits(
                inCommand: ["sh", "-c", script], image: "x", environment: LoopTests.environment)
            for wait in waits {
                let texts = wait.targets.flatMap { [$0.meant, $0.checked].compactMap { $0 } }
                #expect(texts.allSatisfy(isTarget), "\(texts)")
                for range in [wait.range, wait.definition].compactMap({ $0 }) {
                    #expect(range.upperBound <= script.utf8.count)
                }
            }
        }
        #expect(start.duration(to: .now) < .seconds(60))
    }

    @Test(arguments: [
        "echo a;", "sleep 1;", "a && ", "until nc -z a 1; do sleep 1; done;", "f() { f; f; };f;", "$(f ", "x=$x$x;",
        "if a; then ", "[ \"$(", "nc -z a 1 || ", "export A=b;", "for i in 1 2; do ", "sh -c 'a';", "echo $((i++)) ",
    ])
    func muchOfTheSameEndsQuickly(_ piece: String) {
        let start = ContinuousClock.now
        let script = String(repeating: piece, count: 60_000 / piece.utf8.count) + "true"
        _ = WaitRecognition.waits(inCommand: ["sh", "-c", script], image: "x", environment: [:])
        #expect(start.duration(to: .now) < .seconds(20))
    }
}
