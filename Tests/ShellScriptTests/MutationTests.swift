import ShellScript
import TestSupport
import Testing

/// Whatever stands in a script, it is read, and quickly.
@Suite struct MutationTests {
    private static let scripts = [
        "until nc -z db 5432; do echo waiting; sleep 2; done; exec app \"$@\"",
        "for i in $(seq 1 30); do curl -sf http://x/ && break || sleep 1; done",
        "f() { local h=$1; while [ \"$(curl -o /dev/null -w '%{http_code}' http://$h)\" != \"200\" ]; do :; done; }\nf a",
        "case $x in a|b) echo;; (*) exit 1;; esac; cat <<EOF | sh\n$x `date`\nEOF\n[[ $a =~ ^b && ( c > d ) ]]",
        "i=$((i+1)); ((i++)); x=(a 'b' \"c$d\"); echo ${x[@]} ${#x} ${y:-${z%%:*}} $'\\n' <(ls) 2>&1 >/dev/null &",
    ]

    @Test(arguments: 0..<20)
    func mutatedScriptsAreRead(_ seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<100 {
            var bytes = Array(random.pick(MutationTests.scripts).utf8)
            for _ in 0..<random.number(1...8) {
                let place = random.number(below: bytes.count + 1)
                switch random.number(below: 4) {
                case 0: if place < bytes.count { bytes.remove(at: place) }
                case 1: bytes.insert(random.pick(Array("\"'`$(){}[];&|<>\\\n! #=do".utf8)), at: place)
                case 2: bytes.insert(contentsOf: Array(random.pick(MutationTests.scripts).utf8), at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            let script = Script(String(decoding: bytes, as: UTF8.self))
            let all = script.statements.allSatisfy { $0.range.upperBound <= script.bytes.count }
            #expect(all)
        }
    }

    @Test(arguments: [
        "(", "$(", "`", "\"$(", "${x:-", "if ", "while ", "{ ", "$((", "((", "<<a ", "[[ ", "case x in a) ", "a() ",
        "! ", "a && ", "a | ", "<(", "x=(", "\\", "'", "for i in ", "until x; do ", "$'", "&", ";;", ")", "}", "done ",
        "$(( ( ", "`\\`", "\"`\"", "a <<a <<b\n",
    ])
    func muchOfTheSameEndsQuickly(_ piece: String) {
        let start = ContinuousClock.now
        let script = Script(String(repeating: piece, count: 60_000 / piece.utf8.count))
        #expect(script.statements.count >= 0)
        #expect(start.duration(to: .now) < .seconds(5))
    }

    @Test func whatIsTooLongIsNotRead() {
        let script = Script(String(repeating: "a;", count: 200_000))
        #expect(script.statements.isEmpty)
        #expect(!script.isWhole)
    }

    @Test func whatIsTooDeepIsSaid() {
        #expect(Script(String(repeating: "( ", count: 30) + "a" + String(repeating: ")", count: 30)).isWhole)
        #expect(!Script(String(repeating: "( ", count: 90) + "a" + String(repeating: ")", count: 90)).isWhole)
    }
}
