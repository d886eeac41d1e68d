import Kubelet
import Manifests
import Startup

extension Rule {
    static let sleepHookTooLong = Rule(
        id: "HF207", name: "sleep-hook-too-long", severity: .warning,
        what: "A hook sleeps for as long as terminationGracePeriodSeconds, or longer.",
        why: """
            The time of a preStop hook counts towards terminationGracePeriodSeconds (30 when nothing is set). When it is \
            used up the program gets SIGTERM with about 2 seconds left, and is then killed with its requests open: just \
            what the sleep was to prevent. A handler of the kind `sleep` that is longer than the period is refused by the \
            API server, in preStop and in postStart.
            """,
        source: """
            pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer (minimumGracePeriodInSeconds); \
            pkg/apis/core/validation/validation.go validateSleepAction
            """,
        fix: "Set terminationGracePeriodSeconds to the sleep plus what the program needs to end, or sleep less.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: app
                  image: shop:1
                  lifecycle:
                    preStop: {exec: {command: [sleep, "60"]}}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              terminationGracePeriodSeconds: 90
              containers:
                - name: app
                  image: shop:1
                  lifecycle:
                    preStop: {exec: {command: [sleep, "60"]}}
            """,
        check: .pod { subject in
            subject.pod.all.flatMap { container in
                [
                    hit(subject, container, "preStop", container.spec.preStop),
                    hit(subject, container, "postStart", container.spec.postStart),
                ].compactMap { $0 }
            }
        })

    private static func hit(_ subject: PodSubject, _ container: Container, _ name: String, _ hook: Handler?) -> Hit? {
        let grace = subject.pod.terminationGracePeriod
        let seconds: Int
        var isRefused = false
        switch hook {
        case .sleep(let given)?:
            seconds = given
            isRefused = given > grace
        // How long a command takes is nobody's business while the pod starts.
        case .exec(let command)? where name == "preStop": seconds = slept(command)
        default: return nil
        }
        // A postStart of exactly that length is taken, and ends long before anything else does.
        guard seconds > 0, isRefused || name == "preStop" && seconds >= grace,
            let node = container.node["lifecycle"]?[name]
        else { return nil }
        let isDefault = subject.pod.node["terminationGracePeriodSeconds"].map(\.isNull) ?? true
        let period = isDefault ? "the default of \(grace) s" : "\(grace) s"
        let needed = seconds + 30
        return subject.hit(
            at: node, container: container,
            "the \(name) of container \(container.name) sleeps \(seconds) s, but terminationGracePeriodSeconds is "
                + period
                + (isRefused ? ": the API server refuses the pod" : ": no time is left for the program to end"),
            cure: "set terminationGracePeriodSeconds: \(needed), or sleep less than \(grace) s",
            severity: isRefused ? .error : nil,
            fix: Fix(
                "set terminationGracePeriodSeconds to \(needed)", isSafe: isRefused,
                [.set(in: subject.pod.node, path: ["terminationGracePeriodSeconds"], .int(needed))]))
    }

    /// What a command surely sleeps: on its own, or as the first commands of a script.
    private static func slept(_ command: [String]) -> Int {
        if let seconds = SimpleCommand(command)?.sleepSeconds { return seconds }
        guard let script = SimpleCommand.script(of: command) else { return 0 }
        let lines = script.split { $0 == ";" || $0 == "\n" || $0 == "&" }
        guard let first = lines.first, !script.contains("||") else { return 0 }
        let words = first.split(whereSeparator: \.isWhitespace)
        // A single `&` puts the sleep into the background.
        let rest = script[first.endIndex...]
        if rest.hasPrefix("&"), !rest.hasPrefix("&&") { return 0 }
        return words.count == 2 && words[0].hasSuffix("sleep") ? SimpleCommand.seconds(words[1]) ?? 0 : 0
    }
}
