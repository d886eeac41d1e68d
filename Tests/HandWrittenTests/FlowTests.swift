import HandWritten
import Testing

/// Waits within scripts: functions, lists, branches, ranges and what follows.
@Suite struct FlowTests {
    private func waits(_ script: String, place: CommandPlace = .unknown) -> [HandWrittenWait] {
        WaitRecognition.waits(
            inCommand: ["sh", "-c", script], image: "x", environment: LoopTests.environment, place: place)
    }

    private func text(_ script: String, _ range: Range<Int>?) -> String? {
        range.map { String(decoding: Array(script.utf8)[$0], as: UTF8.self) }
    }

    @Test func functionsAreFollowedToTheirCalls() {
        let script = """
            wait_for() {
              local host=$1 port=${2:-80}
              echo "waiting for $host"
              until nc -z -w 1 "$host" "$port"; do sleep 1; done
            }
            wait_for db 5432
            wait_for web
            exec app
            """
        let found = waits(script)
        #expect(found.map { $0.targets.map(\.meant) } == [["tcp://db:5432"], ["tcp://web:80"]])
        #expect(found.map { text(script, $0.range) } == ["wait_for db 5432", "wait_for web"])
        #expect(
            text(script, found.first?.definition) == "until nc -z -w 1 \"$host\" \"$port\"; do sleep 1; done")
        guard case .script(let rest)? = found.first?.remainder else { return #expect(Bool(false)) }
        #expect(text(script, rest) == "wait_for web\nexec app")
    }

    @Test(arguments: [
        ("for h in db redis; do until nc -z $h 80; do sleep 1; done; done", ["tcp://db:80", "tcp://redis:80"]),
        (
            "for d in $HOSTS; do until nc -z ${d%%:*} ${d##*:}; do sleep 1; done; done",
            ["tcp://a:80", "tcp://b:81"]
        ),
        ("for h in $UNKNOWN; do until nc -z $h 80; do sleep 1; done; done", [nil]),
    ])
    func listsAreGoneThrough(_ script: String, _ targets: [String?]) {
        let found = waits(script)
        #expect(found.count == 1)
        #expect(found.first?.targets.map(\.meant) == targets)
        #expect(found.first?.range == 0..<script.utf8.count)
    }

    @Test(arguments: [
        ("until nc -z a 1; do sleep 1; done; exec app --x\n", "exec app --x"),
        ("until nc -z a 1; do sleep 1; done && exec app", "exec app"),
        ("set -x\nuntil nc -z a 1; do sleep 1; done\necho up\ncd /x && ./run", "cd /x && ./run"),
        ("until nc -z a 1; do sleep 1; done; echo up; exit 0", nil),
    ])
    func whatFollowsIsKept(_ script: String, _ rest: String?) {
        let found = waits(script)
        #expect(found.count == 1)
        switch found.first?.remainder {
        case .script(let range): #expect(text(script, range) == rest)
        case .nothing: #expect(rest == nil)
        default: #expect(Bool(false))
        }
        #expect(found.first?.isWholeCommand == (rest == nil))
        #expect(found.first?.scriptIndex == 2)
    }

    @Test func whatJudgesALoopGoesWithIt() {
        let script = """
            i=0
            while [ $i -lt 5 ]; do
              curl -sfm1 http://x && break
              i=$((i+1)); sleep 1
            done
            if [ $i -eq 5 ]; then
              echo "no x" >&2
              exit 1
            fi
            app
            """
        let found = waits(script)
        #expect(found.count == 1)
        #expect(found.first?.onGivingUp == .fails)
        #expect(text(script, found.first?.range)?.hasSuffix("exit 1\nfi") ?? false)
    }

    @Test func branchesAndBackgroundAreSaid() {
        let found = waits(
            "if [ -n \"$DB_HOST\" ]; then until nc -z db 1; do sleep 1; done; fi\n"
                + "(until curl -sf http://localhost:80; do sleep 1; done; setup) &\nexec app")
        #expect(found.map(\.isConditional) == [true, false])
        #expect(found.map(\.isBackground) == [false, true])
    }

    @Test func severalWaitsComeInOrder() {
        let found = waits("until nc -z a 1; do sleep 1; done; sleep 5; until nc -z b 1; do sleep 1; done; app")
        #expect(found.map(\.tool) == [.netcat, .sleep, .netcat])
    }

    @Test func aSleepCountsByItsPlace() {
        #expect(waits("prepare; sleep 10", place: .initContainer).count == 1)
        #expect(waits("prepare; sleep 10", place: .container).isEmpty)
        #expect(waits("sleep 10; app", place: .container).count == 1)
        #expect(waits("echo a; sleep 10", place: .container).isEmpty)
        #expect(waits("sleep 5; curl -X POST http://localhost/x", place: .postStart).count == 1)
    }

    @Test func valuesOfTheScriptAreKnown() {
        let found = waits("HOST=${DB_HOST}.svc\nexport PORT=80\nuntil nc -z $HOST $PORT; do sleep 1; done")
        #expect(found.first?.targets == [WaitTarget(meant: "tcp://db.svc:80", host: "db.svc", port: 80)])
        #expect(waits("until nc -z $SECRET_HOST 80; do sleep 1; done").first?.targets.first?.host == "$(SECRET_HOST)")
    }
}
