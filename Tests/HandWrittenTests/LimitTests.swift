import HandWritten
import Testing

/// How loops end.
@Suite struct LimitTests {
    /// The check is always the same; its own flaws are left out.
    private func line(_ script: String) -> String {
        LoopTests.lines(script).map { line in
            line.split(separator: " ").filter { !["nc", "tcp://d:1", "every=2s"].contains($0) }.joined(separator: " ")
        }.joined(separator: "; ")
    }

    @Test(arguments: [
        (
            "i=0; while [ $i -lt 30 ]; do nc -z d 1 -w1 && break; i=$((i+1)); sleep 2; done",
            "retries=30 deadline=1m limit=1s goesOn whole !failsOpen,portOnly"
        ),
        (
            "for i in 1 2 3; do nc -w1 -z d 1 && break; sleep 2; done; exec app",
            "retries=3 deadline=6s limit=1s goesOn then… !failsOpen,portOnly"
        ),
        (
            "for i in $(seq 1 30); do nc -w1 -z d 1 && exit 0; sleep 2; done; echo no; exit 1",
            "retries=30 deadline=1m limit=1s fails whole !portOnly"
        ),
        (
            "for i in {1..10}; do if nc -w1 -z d 1; then exit 0; fi; sleep 2; done; exit 1",
            "retries=10 deadline=20s limit=1s fails whole !portOnly"
        ),
        (
            "for ((i=0; i<5; i++)); do nc -w1 -z d 1 && break || sleep 2; done",
            "retries=5 deadline=10s limit=1s goesOn whole !failsOpen,portOnly"
        ),
        (
            "n=0; until nc -w1 -z d 1; do n=$((n+1)); if [ $n -ge 15 ]; then echo no; exit 1; fi; sleep 2; done",
            "retries=15 deadline=30s limit=1s fails whole !portOnly"
        ),
        (
            "n=0; until nc -w1 -z d 1 || [ $n -ge 15 ]; do n=`expr $n + 1`; sleep 2; done",
            "retries=15 deadline=30s limit=1s goesOn whole !failsOpen,portOnly"
        ),
        (
            "n=15; while ! nc -w1 -z d 1 && [ $n -gt 0 ]; do n=$((n-1)); sleep 2; done; if [ $n -eq 0 ]; then exit 1; fi; app",
            "retries=15 deadline=30s limit=1s fails then… !portOnly"
        ),
        (
            "n=0; until nc -w1 -z d 1; do [ $((n++)) -gt 9 ] && exit 1; sleep 2; done",
            "retries=10 deadline=20s limit=1s fails whole !portOnly"
        ),
        (
            "elapsed=0; while ! nc -w1 -z d 1; do sleep 2; elapsed=$((elapsed + 2)); if [ $elapsed -ge 60 ]; then exit 1; fi; done",
            "retries=30 deadline=1m limit=1s fails whole !portOnly"
        ),
        (
            "end=$(( $(date +%s) + 60 )); while [ $(date +%s) -lt $end ]; do nc -w1 -z d 1 && exit 0; sleep 2; done; exit 1",
            "deadline=? limit=1s fails whole !portOnly"
        ),
        (
            "while true; do nc -w1 -z d 1; if [ $? -eq 0 ]; then break; fi; sleep 2; done",
            "limit=1s never whole !noDeadline,portOnly"
        ),
        (
            "while :; do if ! nc -w1 -z d 1; then sleep 2; continue; fi; break; done; app",
            "limit=1s never then… !noDeadline,portOnly"
        ),
        (
            "while true; do nc -w1 -z d 1 && break || sleep 2; done",
            "limit=1s never whole !noDeadline,portOnly"
        ),
        (
            "rc=1; while [ $rc -ne 0 ]; do nc -w1 -z d 1; rc=$?; sleep 2; done",
            "limit=1s never whole !noDeadline,portOnly"
        ),
        (
            "ok=0; while [ $ok -eq 0 ]; do if nc -w1 -z d 1; then ok=1; fi; sleep 2; done",
            "limit=1s never whole !noDeadline,portOnly"
        ),
        (
            "timeout 60 sh -c 'until nc -w1 -z d 1; do sleep 2; done'",
            "loop deadline=1m limit=1s fails whole !portOnly"
        ),
        (
            "timeout 60 sh -c 'until nc -w1 -z d 1; do sleep 2; done' || exit 1; app",
            "loop deadline=1m limit=1s fails then… !portOnly"
        ),
        (
            "timeout 60 sh -c 'until nc -w1 -z d 1; do sleep 2; done'; app",
            "loop deadline=1m limit=1s goesOn then… !failsOpen,portOnly"
        ),
        (
            "set -e; timeout 60 sh -c 'until nc -w1 -z d 1; do sleep 2; done'; app",
            "loop deadline=1m limit=1s fails then… !portOnly"
        ),
        (
            "if ! timeout 60 sh -c 'until nc -w1 -z d 1; do sleep 2; done'; then exit 1; fi; app",
            "loop deadline=1m limit=1s fails then… !portOnly"
        ),
    ])
    func howALoopEnds(_ script: String, _ expected: String) {
        #expect(line(script).replacing("loop ", with: "") == expected.replacing("loop ", with: ""))
    }
}
