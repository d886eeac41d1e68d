import Testing

@testable import Lint

struct SleepAsOrderTests {
    @Test(arguments: [
        (Linted.pod(init: ["{name: delay, image: busybox, command: [sleep, \"30\"]}"], [ScriptedPod.app]), "30s"),
        (ScriptedPod.initContainer("sleep 10"), "10s"),
        (ScriptedPod.container("sleep 10; exec /first"), "10s"),
        (ScriptedPod.hook("sleep 5"), "5s"),
    ])
    func findsSleepsThatOrder(_ text: String, _ time: String) {
        let found = Linted.hits(.sleepAsOrder, text)
        #expect(found.count == 1)
        #expect(found.first?.message.contains("sleeps \(time),") == true)
        #expect(found.first?.cure.contains("delay:\(time)") == true)
    }

    @Test func findsTheKubeletsOwnSleep() {
        let text = Linted.pod(
            ["{name: first, image: first, lifecycle: {postStart: {sleep: {seconds: 7}}}}", ScriptedPod.app])
        let found = Linted.hits(.sleepAsOrder, text)
        #expect(
            found.map(\.message) == ["the postStart hook of first sleeps 7s, and then nothing is known to be ready"])
        #expect(found.first?.location.line == 6)
    }

    @Test(arguments: [
        Linted.pod(["{name: app, image: app, lifecycle: {preStop: {exec: {command: [sleep, \"10\"]}}}}"]),
        Linted.pod(["{name: app, image: app, lifecycle: {preStop: {sleep: {seconds: 10}}}}"]),
        Linted.pod(["{name: app, image: busybox, command: [sleep, infinity]}"]),
        Linted.pod(["{name: app, image: busybox, command: [sleep, \"3600\"]}"]),
        ScriptedPod.container("while true; do sync-once; sleep 60; done"),
        Linted.pod(["{name: app, image: app, lifecycle: {postStart: {sleep: {seconds: 7}}}}"]),
        ScriptedPod.hook("sleep 5", isLast: true),
        Linted.pod([ScriptedPod.app], metadata: "annotations: {holdfast.dev/wait-for: \"delay:5s\"}"),
        ScriptedPod.initContainer("until pg_isready -h db; do sleep 2; done"),
    ])
    func leavesOtherSleepsAlone(_ text: String) {
        #expect(Linted.hits(.sleepAsOrder, text).map(\.message).isEmpty)
    }
}
