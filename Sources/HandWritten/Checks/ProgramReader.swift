import Probing

/// Reads programs that wait by themselves.
struct ProgramReader {
    var environment: [String: String]

    /// - Parameters:
    ///   - program: as it was called, path included.
    ///   - name: its last part.
    func check(_ program: String, _ name: String, _ words: [String]) -> Check? {
        switch name {
        case "wait-for-it", "wait-for-it.sh", "wait_for_it.sh", "waitforit.sh", "waitforit", "wait_for_it":
            return waitForIt(words)
        case "wait-for", "wait-for.sh": return waitFor(words)
        case "dockerize": return dockerize(words)
        case "wait4x": return wait4x(words)
        case "wait_for.sh": return k8sWaitFor(words)
        case "linkerd-await": return linkerdAwait(words)
        case "pilot-agent": return pilotAgent(words)
        case "wait" where program.hasPrefix("/"): return dockerComposeWait()
        case "waiter": return waiter(words)
        default: return nil
        }
    }

    private func ports(_ tool: WaitTool, _ places: [String]) -> Check {
        var check = Check(tool: tool, proof: .port, isPure: true)
        check.flaws = [.portOnly]
        check.targets = places.map { place in
            if place.hasPrefix("http://") || place.hasPrefix("https://") { return HTTPTargetText.target(place) }
            let (host, port) = TargetText.hostAndPort(place)
            return port.map { TargetText.tcp(host, $0) } ?? .unknown
        }
        return check
    }

    /// vishnubob's script: 15 seconds, 0 for ever; without `--strict` the command runs also after that.
    private func waitForIt(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-h", "--host", "-p", "--port", "-t", "--timeout"])
        var place = arguments.operands.first ?? ""
        if let host = arguments.value("-h", "--host"), let port = arguments.value("-p", "--port") {
            place = host + ":" + port
        }
        guard !place.isEmpty else { return nil }
        var check = ports(.waitForIt, [place])
        let timeout = arguments.time("-t", "--timeout") ?? 15_000
        check.own = Check.Own(
            isBounded: timeout > 0, deadline: timeout > 0 ? timeout : nil, interval: 1000, command: arguments.command,
            runsAnyway: !arguments.command.isEmpty && !arguments.has("-s", "--strict"))
        return check
    }

    /// eficode's script: 15 seconds, 0 for ever.
    private func waitFor(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-t", "--timeout"])
        guard let place = arguments.operands.first, place.contains(":") else { return nil }
        var check = ports(.waitFor, [place])
        let timeout = arguments.time("-t", "--timeout") ?? 15_000
        check.own = Check.Own(
            isBounded: timeout > 0, deadline: timeout > 0 ? timeout : nil, interval: 1000, command: arguments.command)
        asksHTTP(&check)
        return check
    }

    /// jwilder's dockerize: 10 seconds in all, a second between attempts, 2xx for http.
    private func dockerize(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "-wait", "-timeout", "-wait-retry-interval", "-wait-http-header", "-template", "-stdout", "-stderr",
                "-delims", "--wait", "--timeout", "-wait-list", "-env", "-exit-code",
            ], hasLongDash: true, stopsAtOperand: true)
        let urls =
            arguments.values("-wait", "--wait")
            + arguments.values("-wait-list").flatMap { list in
                list.split(separator: " ").map(String.init)
            }
        guard !urls.isEmpty else { return nil }
        var check = Check(tool: .dockerize, proof: .port, isPure: true)
        check.targets = urls.map { url in
            if url.hasPrefix("file:") || url.hasPrefix("unix:") { return TargetText.other(url) }
            return HTTPTargetText.target(url)
        }
        if urls.contains(where: { $0.hasPrefix("tcp") }) { check.flaws.insert(.portOnly) }
        asksHTTP(&check)
        check.own = Check.Own(
            deadline: arguments.time("-timeout", "--timeout") ?? 10_000,
            interval: arguments.time("-wait-retry-interval") ?? 1000, command: arguments.command)
        return check
    }

    /// Where the first target is a page, the status counts.
    private func asksHTTP(_ check: inout Check) {
        guard check.targets.contains(where: { $0.meant?.hasPrefix("http") ?? false }) else { return }
        check.http = HTTPCheck(countsStatus: true)
        if check.targets.allSatisfy({ $0.meant?.hasPrefix("http") ?? false }) {
            check.proof = .readiness
            check.flaws.remove(.portOnly)
        }
    }

    /// wait4x: 10 seconds, 0 for ever, a second between attempts.
    func wait4x(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "-t", "--timeout", "-i", "--interval", "--expect-status-code", "--expect-body-regex",
                "--connection-timeout",
                "--expect-header", "--request-header", "--expect-body-json", "--expect-body-xpath", "--request-body",
            ])
        guard let kind = arguments.operands.first, arguments.operands.count > 1 else { return nil }
        let places = Array(arguments.operands.dropFirst())
        var check = Check(tool: .wait4x, proof: .readiness, isPure: true)
        let schemes = [
            "postgresql": "postgres", "mysql": "mysql", "mongodb": "mongodb", "redis": "redis", "rabbitmq": "amqp",
            "kafka": "kafka",
        ]
        switch kind {
        case "tcp":
            check = ports(.wait4x, places)
        case "http":
            check.targets = places.map(HTTPTargetText.target)
            check.http = HTTPCheck(
                countsStatus: arguments.has("--expect-status-code"),
                statuses: arguments.value("--expect-status-code").flatMap { Int($0) }.map { [$0] } ?? [])
        case "dns":
            check = Check(tool: .wait4x, targets: places.last.map { [TargetText.dns($0)] } ?? [], proof: .name)
            check.flaws = [.nameOnly]
        default:
            guard let scheme = schemes[kind] else { return nil }
            check.targets = places.map { place in
                // Go's MySQL has `user:password@tcp(db:3306)/name`.
                let inner = place.split(separator: "(").last.map(String.init) ?? place
                let (host, port) = TargetText.hostAndPort(inner.split(separator: ")").first.map(String.init) ?? inner)
                return TargetText.server(scheme, host, port)
            }
        }
        let timeout = arguments.time("-t", "--timeout") ?? 10_000
        check.own = Check.Own(
            isBounded: timeout > 0, deadline: timeout > 0 ? timeout : nil,
            interval: arguments.time("-i", "--interval") ?? 1000, command: arguments.command)
        return check
    }

    /// groundnuty's script (wait_for.sh of 2.0): two seconds between attempts, no end. `job` ends with a failed job,
    /// `job-wr` goes on waiting.
    func k8sWaitFor(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-n", "-l", "--namespace"])
        guard let kind = arguments.operands.first,
            ["pod", "job", "service", "pod-wr", "pod-we", "job-wr", "job-we"].contains(kind)
        else { return nil }
        var check = Check(tool: .k8sWaitFor, proof: .object, isPure: true)
        let base = String(kind.split(separator: "-").first ?? "")
        check.targets = [
            KubectlReader.target(
                base, arguments.operands.count > 1 ? arguments.operands[1] : "",
                base == "job" ? ["condition=Complete"] : [], namespace: arguments.value("-n", "--namespace"),
                isSelected: arguments.has("-l"))
        ]
        if kind == "job-wr" { check.flaws.insert(.failedJobNeverEnds) }
        check.own = Check.Own(
            isBounded: false, interval: environment["WAIT_TIME"].flatMap { TimeWords.milliseconds($0) } ?? 2000)
        return check
    }

    /// linkerd-await: the proxy's admin port, no end unless told.
    private func linkerdAwait(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words, valued: ["-p", "--port", "-b", "--backoff", "-t", "--timeout"], stopsAtOperand: true)
        let port = arguments.value("-p", "--port") ?? "4191"
        var check = Check(tool: .linkerdAwait, proof: .readiness, isPure: true)
        check.targets = [HTTPTargetText.target("http://localhost:\(port)/ready")]
        let timeout = arguments.time("-t", "--timeout")
        check.own = Check.Own(
            isBounded: timeout != nil, deadline: timeout, interval: arguments.time("-b", "--backoff") ?? 1000,
            command: arguments.command)
        return check
    }

    /// Istio's (pilot/cmd/pilot-agent/app/wait.go): 60 s, every 500 ms.
    private func pilotAgent(_ words: [String]) -> Check? {
        guard words.first == "wait" else { return nil }
        let arguments = Arguments(
            words.dropFirst(), valued: ["--timeoutSeconds", "--periodMillis", "--requestTimeoutMillis", "--url"])
        var check = Check(tool: .pilotAgent, proof: .readiness, isPure: true)
        check.http = HTTPCheck(countsStatus: true, statuses: [200])
        check.targets = [
            HTTPTargetText.target(arguments.value("--url") ?? "http://localhost:15021/healthz/ready")
        ]
        let requestLimit = arguments.value("--requestTimeoutMillis") ?? "500"
        check.attemptLimit = TimeWords.milliseconds(requestLimit, unit: 1)
        check.own = Check.Own(
            deadline: arguments.time("--timeoutSeconds") ?? 60_000,
            interval: TimeWords.milliseconds(arguments.value("--periodMillis") ?? "500", unit: 1))
        return check
    }

    /// ufoscout's `/wait`, which reads variables: 30 seconds, a second between attempts.
    private func dockerComposeWait() -> Check? {
        guard let hosts = environment["WAIT_HOSTS"] else { return nil }
        var check = ports(.dockerComposeWait, hosts.split { ", ".contains($0) }.map(String.init))
        check.own = Check.Own(
            deadline: environment["WAIT_TIMEOUT"].flatMap { TimeWords.milliseconds($0) } ?? 30_000, interval: 1000)
        return check
    }

    private func waiter(_ words: [String]) -> Check? {
        let command: WaiterCommand
        do throws(UsageError) {
            command = try WaiterArguments.parse(["waiter"] + words, environment: [])
        } catch {
            return nil
        }
        let options: WaitOptions
        switch command {
        case .wait(let wait): options = wait
        case .supervise(let supervise): options = supervise.wait
        default: return nil
        }
        guard !options.targets.isEmpty else { return nil }
        var check = Check(tool: .waiter, proof: .readiness, isPure: true)
        check.targets = options.targets.map { WaitTarget(meant: $0.name) }
        let timeout = options.policy.timeout
        check.attemptLimit = options.policy.attemptTimeout
        check.own = Check.Own(
            isBounded: timeout > 0, deadline: timeout > 0 ? timeout : nil, command: options.command,
            runsAnyway: options.policy.onTimeout == .proceed)
        return check
    }
}
