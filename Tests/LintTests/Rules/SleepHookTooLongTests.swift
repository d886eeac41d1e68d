import Manifests
import Testing

@testable import Lint

struct SleepHookTooLongTests {
    private static func pod(_ name: String, _ hook: String, grace: Int? = nil) -> String {
        Linted.pod(
            ["{name: app, image: a, lifecycle: {\(name): {\(hook)}}}"],
            more: grace.map { "terminationGracePeriodSeconds: \($0)" } ?? "")
    }

    @Test(arguments: [
        ("preStop", "exec: {command: [sleep, '60']}", nil, 60, Diagnostic.Severity.warning),
        ("preStop", "exec: {command: [/bin/sleep, '30']}", nil, 30, .warning),
        ("preStop", "exec: {command: [sh, -c, sleep 1m]}", 45, 60, .warning),
        ("preStop", "exec: {command: [/bin/sh, -c, 'sleep 60; nginx -s quit']}", 60, 60, .warning),
        ("preStop", "exec: {command: [bash, -c, 'sleep 40 && kill 1']}", 30, 40, .warning),
        ("preStop", "sleep: {seconds: 30}", nil, 30, .warning),
        ("preStop", "sleep: {seconds: 31}", nil, 31, .error),
        ("postStart", "sleep: {seconds: 45}", nil, 45, .error),
    ])
    func tooLong(_ name: String, _ hook: String, _ grace: Int?, _ seconds: Int, _ severity: Diagnostic.Severity) throws
    {
        let hits = Linted.hits(.sleepHookTooLong, SleepHookTooLongTests.pod(name, hook, grace: grace))
        let hit = try #require(hits.first)
        #expect(hit.severity == severity && hit.container == "app")
        #expect(hit.message.contains("the \(name) of container app sleeps \(seconds) s"))
        #expect(hit.cure.contains("terminationGracePeriodSeconds: \(seconds + 30)"))
    }

    @Test(
        arguments: [
            ("preStop", "sleep: {seconds: 29}", nil),
            ("preStop", "exec: {command: [sleep, '30']}", 60),
            // The program's own start is nobody's deadline.
            ("postStart", "exec: {command: [sleep, '60']}", nil),
            ("postStart", "sleep: {seconds: 30}", nil),
            // In the background, after something else, or as long as something says.
            ("preStop", "exec: {command: [sh, -c, 'sleep 60 & nginx -s quit']}", nil),
            ("preStop", "exec: {command: [sh, -c, 'sleep $DRAIN']}", nil),
            ("preStop", "exec: {command: [sh, -c, 'nc -z x 1 || sleep 60']}", nil),
            ("preStop", "exec: {command: [sh, -c, 'while pgrep x; do sleep 60; done']}", nil),
            ("preStop", "exec: {command: [nginx, -s, quit]}", nil),
        ] as [(String, String, Int?)])
    func fine(_ name: String, _ hook: String, _ grace: Int?) {
        let text = SleepHookTooLongTests.pod(name, hook, grace: grace)
        #expect(Linted.hits(.sleepHookTooLong, text).map(\.message).isEmpty)
    }

    @Test func theFixGivesMoreTime() {
        let refused = SleepHookTooLongTests.pod("preStop", "sleep: {seconds: 90}", grace: 60)
        #expect(
            Linted.fixed(.sleepHookTooLong, refused, onlySafe: true)
                == refused.replacing("Seconds: 60", with: "Seconds: 120"))
        let works = SleepHookTooLongTests.pod("preStop", "exec: {command: [sleep, '60']}", grace: 60)
        #expect(Linted.fixed(.sleepHookTooLong, works, onlySafe: true) == works)
        #expect(Linted.fixed(.sleepHookTooLong, works) == works.replacing("Seconds: 60", with: "Seconds: 90"))
    }
}
