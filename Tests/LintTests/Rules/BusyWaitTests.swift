import Testing

@testable import Lint

struct BusyWaitTests {
    @Test(arguments: [
        "until nc -z -w 3 db 5432; do echo waiting; done",
        "while ! curl -fs --max-time 3 http://a/health; do :; done",
        "until [ -f /run/ready ]; do true; done",
    ])
    func findsLoopsWithoutAPause(_ script: String) {
        let found = Linted.hits(.busyWait, ScriptedPod.initContainer(script))
        #expect(found.count == 1)
        #expect(found.first?.message.hasSuffix("and asks again without a pause") == true)
    }

    @Test(arguments: [
        "until nc -z -w 3 db 5432; do echo waiting; sleep 1; done",
        "until nc -z -w 3 db 5432; do sleep 0.5; done",
        "while ! nc -z -w 3 db 5432 && sleep 1; do echo waiting; done",
        "until kubectl wait --for=condition=ready pod/db --timeout=60s; do echo again; done",
        "while read line; do echo $line; done < /etc/hosts",
    ])
    func leavesLoopsThatPauseAlone(_ script: String) {
        #expect(Linted.hits(.busyWait, ScriptedPod.initContainer(script)).map(\.message).isEmpty)
    }
}
