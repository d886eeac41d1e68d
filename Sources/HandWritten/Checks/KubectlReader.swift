import Probing

/// Reads what kubectl asks.
enum KubectlReader {
    private static let valued: Set<String> = [
        "-n", "--namespace", "-l", "--selector", "-o", "--output", "--for", "--timeout", "--context", "--kubeconfig",
        "-s",
        "--server", "--token", "-f", "--filename", "--field-selector", "--request-timeout", "-c", "--revision", "-k",
    ]

    static func check(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: valued)
        guard let verb = arguments.operands.first else { return nil }
        let rest = Array(arguments.operands.dropFirst())
        switch verb {
        case "wait": return wait(rest, arguments)
        case "rollout":
            guard rest.first == "status" else { return nil }
            var check = Check(tool: .kubectl, proof: .object, isPure: true)
            check.targets = objects(Array(rest.dropFirst()), arguments).map { target($0, [], arguments) }
            // Without --timeout it watches until the rollout ends.
            let timeout = arguments.time("--timeout").flatMap { $0 > 0 ? $0 : nil }
            check.own = Check.Own(isBounded: timeout != nil, deadline: timeout)
            return check
        case "get":
            var check = Check(tool: .kubectl, proof: .object)
            check.targets = objects(rest, arguments).map { target($0, [], arguments) }
            if let output = arguments.value("-o", "--output"), output.hasPrefix("jsonpath=") {
                check.jsonPath = jsonPath(String(output.dropFirst("jsonpath=".count)))
            }
            return check
        case "version", "cluster-info", "api-resources", "auth", "describe", "logs", "top":
            return Check(tool: .kubectl, targets: [.unknown], proof: .object)
        default: return nil
        }
    }

    private static func wait(_ rest: [String], _ arguments: Arguments) -> Check? {
        let goal = arguments.value("--for") ?? ""
        var check = Check(tool: .kubectl, proof: .object, isPure: true)
        var expectations: [String] = []
        var isKnown = true
        let lowered = goal.lowercased()
        if lowered.hasPrefix("condition=") {
            let condition = String(goal.dropFirst("condition=".count))
            expectations = ["condition=" + conditionName(condition)]
        } else if lowered.hasPrefix("jsonpath=") {
            let parts = goal.dropFirst("jsonpath=".count).split(separator: "=", maxSplits: 1).map(String.init)
            if let path = parts.first.flatMap(jsonPath), parts.count == 2 {
                expectations = ["json=\(path):\(TargetText.encoded(parts[1].trimmed("'\"")))"]
            } else {
                isKnown = false
            }
        } else {
            // Its end, or something newer.
            isKnown = false
        }
        let objects = objects(rest, arguments)
        check.targets = objects.map { isKnown ? target($0, expectations, arguments) : .unknown }
        // kubectl's own default; a negative one means a week.
        var timeout = arguments.time("--timeout") ?? 30_000
        if arguments.value("--timeout")?.hasPrefix("-") ?? false { timeout = 7 * 86_400_000 }
        check.own = Check.Own(deadline: timeout)
        if lowered.hasPrefix("condition=complete"),
            objects.contains(where: { kind($0.kind) == "job" }) || objects.isEmpty
        {
            check.flaws.insert(.failedJobNeverEnds)
        }
        return check
    }

    /// What `kubectl get` is asked for when its answer has to be this.
    static func expecting(_ value: String, _ check: Check) -> Check {
        var check = check
        let asked = check.targets
        check.targets = asked.map { target in
            guard let meant = target.meant, let path = check.jsonPath else { return .unknown }
            if path.hasPrefix(conditionMark) {
                let isUsual = ["kube:deployment/", "kube:pod/"].contains { meant.hasPrefix($0) }
                if value == "True", isUsual, ["condition=Available", "condition=Ready"].contains(path) {
                    return target
                }
                return TargetText.other(with(value == "True" ? path : path + "=" + value, meant))
            }
            // What the waiter asks of these by itself.
            if path == "status.succeeded", meant.hasPrefix("kube:job/") {
                check.flaws.insert(.failedJobNeverEnds)
                return TargetText.other(with("condition=Complete", meant))
            }
            if ["status.readyReplicas", "status.availableReplicas", "status.numberReady"].contains(path) {
                return target
            }
            return TargetText.other(with("json=\(path):\(TargetText.encoded(value))", meant))
        }
        return check
    }

    private static func with(_ expectation: String, _ target: String) -> String {
        target + (target.contains("#") ? "&" : "#") + expectation
    }

    /// `deployment/db`, `pod a b`, `pods -l app=db`: the name is empty where a selector stands for it.
    private static func objects(_ words: [String], _ arguments: Arguments) -> [(kind: String, name: String)] {
        var objects: [(kind: String, name: String)] = []
        var kind = ""
        for (index, word) in words.enumerated() {
            if let slash = word.firstIndex(of: "/") {
                objects.append((String(word[..<slash]), String(word[word.index(after: slash)...])))
            } else if index == 0 {
                kind = word
            } else {
                objects.append((kind, word))
            }
        }
        if objects.isEmpty, !kind.isEmpty || arguments.has("-f", "--filename") { objects.append((kind, "")) }
        return objects
    }

    /// A target for an object; unknown where the waiter has no such question.
    static func target(
        _ object: (kind: String, name: String), _ expectations: [String], _ arguments: Arguments
    ) -> WaitTarget {
        target(
            object.kind, object.name, expectations, namespace: arguments.value("-n", "--namespace"),
            isSelected: arguments.has("-l", "--selector", "--all", "-A", "--all-namespaces", "--field-selector"))
    }

    static func target(
        _ kind: String, _ name: String, _ expectations: [String], namespace: String?, isSelected: Bool = false
    ) -> WaitTarget {
        guard !name.isEmpty, !isSelected else { return .unknown }
        let kind = self.kind(kind)
        var parts = expectations
        // What the waiter asks of these by itself.
        let usual = [
            "deployment": "condition=Available", "pod": "condition=Ready", "statefulset": "", "daemonset": "",
        ]
        if let own = usual[kind] { parts.removeAll { $0 == own } }
        // That a service exists, as `kubectl get` has it, says nothing; its ready addresses are what is meant.
        if let namespace { parts.append("namespace=" + namespace) }
        return TargetText.other("kube:" + kind + "/" + name + (parts.isEmpty ? "" : "#" + parts.joined(separator: "&")))
    }

    /// The kind as the waiter writes it.
    static func kind(_ kind: String) -> String {
        switch kind.lowercased() {
        case "po", "pod", "pods": "pod"
        case "svc", "service", "services", "ep", "endpoints": "service"
        case "deploy", "deployment", "deployments", "deployment.apps", "deployments.apps": "deployment"
        case "sts", "statefulset", "statefulsets", "statefulset.apps", "statefulsets.apps": "statefulset"
        case "ds", "daemonset", "daemonsets", "daemonset.apps", "daemonsets.apps": "daemonset"
        case "job", "jobs", "job.batch", "jobs.batch": "job"
        default: kind
        }
    }

    /// Conditions as the API spells them: kubectl takes them in any case.
    private static func conditionName(_ name: String) -> String {
        let parts = name.split(separator: "=", maxSplits: 1)
        guard let first = parts.first, let letter = first.first else { return name }
        var text = letter.uppercased() + first.dropFirst()
        for known in ["Complete", "Available", "Ready", "Failed", "Established", "Progressing", "PodScheduled"]
        where known.lowercased() == first.lowercased() {
            text = known
        }
        return parts.count == 2 ? text + "=" + parts[1] : text
    }

    /// Before the name of a condition whose status is shown.
    private static let conditionMark = "condition="

    /// `X` of `{.status.conditions[?(@.type=="X")].status}`.
    private static func conditionAsked(_ text: String) -> String? {
        let parts = text.split(separator: "\"")
        guard parts.count == 3, parts[0].hasSuffix("status.conditions[?(@.type=="), parts[2].hasPrefix(")].status")
        else {
            return nil
        }
        return conditionName(String(parts[1]))
    }

    /// `{.status.phase}` without what is around it; `nil` for more than a plain path.
    static func jsonPath(_ text: String) -> String? {
        if let condition = conditionAsked(text) { return conditionMark + condition }
        var path = text.trimmed("'\"")
        if path.hasPrefix("{"), path.hasSuffix("}") { path = String(path.dropFirst().dropLast()) }
        if path.hasPrefix(".") { path.removeFirst() }
        let isPlain =
            !path.isEmpty
            && path.utf8.allSatisfy { byte in
                (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
                    || "._[]-".utf8.contains(byte)
            }
        return isPlain ? path : nil
    }
}

extension StringProtocol {
    /// Without these characters at its ends.
    func trimmed(_ characters: String) -> String {
        var rest = Substring(self)
        while let first = rest.first, characters.contains(first) { rest.removeFirst() }
        while let last = rest.last, characters.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
