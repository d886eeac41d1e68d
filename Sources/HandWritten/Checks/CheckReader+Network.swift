import Probing

extension CheckReader {
    private static let curlValued: Set<String> = [
        "-m", "--max-time", "--connect-timeout", "-o", "--output", "-w", "--write-out", "-H", "--header", "-d",
        "--data",
        "--data-raw", "--data-binary", "--data-urlencode", "--json", "-X", "--request", "-u", "--user", "--retry",
        "--retry-delay", "--retry-max-time", "-A", "--user-agent", "-e", "--referer", "-b", "--cookie", "-c",
        "--cookie-jar", "-T", "--upload-file", "-F", "--form", "--cacert", "--capath", "-E", "--cert", "--key", "-x",
        "--proxy", "--noproxy", "--resolve", "--connect-to", "--url", "-K", "--config", "--unix-socket", "-D",
        "--dump-header", "-r", "--range", "--limit-rate", "-U", "-y", "-Y", "-z", "-C", "--interface", "--max-redirs",
        "--ciphers", "--tls-max", "--cert-type", "--key-type", "--pass", "--aws-sigv4", "--oauth2-bearer",
    ]

    func curl(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: CheckReader.curlValued)
        let urls = arguments.operands + arguments.values("--url")
        let method = arguments.value("-X", "--request")?.uppercased() ?? "GET"
        // What sends or keeps something is work, however often it is tried.
        guard !urls.isEmpty, ["GET", "HEAD", "OPTIONS"].contains(method),
            !arguments.has("-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json", "-T", "-F"),
            !arguments.has("--upload-file", "--form", "-O", "--remote-name", "-J"),
            isDiscarded(arguments.value("-o", "--output"))
        else { return nil }
        var http = HTTPCheck(countsStatus: arguments.has("-f", "--fail", "--fail-with-body"))
        http.followsRedirects = arguments.has("-L", "--location")
        http.ignoresCertificate = arguments.has("-k", "--insecure")
        var check = Check(tool: .curl, targets: urls.map(HTTPTargetText.target), proof: .answer, http: http)
        if let path = arguments.value("--unix-socket"), let url = urls.first {
            check.targets = [CheckReader.overSocket(path, url)]
        }
        if check.targets.allSatisfy({ $0.meant?.hasPrefix("tcp:") ?? false }) {
            check.http = nil
            check.proof = .port
            check.flaws.insert(.portOnly)
        }
        check.attemptLimit = arguments.time("-m", "--max-time") ?? arguments.time("--connect-timeout")
        if check.attemptLimit == nil { check.flaws.insert(.noAttemptLimit) }
        if let retries = arguments.value("--retry").flatMap({ Int($0) }), retries > 0 {
            // Without it curl does not try again when nobody listens yet (curl 7.52, --retry-all-errors 7.71), which is
            // what a start looks like: then it is a download that is careful.
            let isPatient = arguments.has("--retry-connrefused", "--retry-all-errors")
            let pause = arguments.time("--retry-delay")
            var own = Check.Own(shape: .retries(retries), interval: pause)
            own.deadline = arguments.time("--retry-max-time") ?? pause.map { $0 * Milliseconds(min(retries, 1 << 20)) }
            if isPatient { check.own = own }
        }
        return check
    }

    func wget(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "-O", "--output-document", "-T", "--timeout", "-t", "--tries", "-o", "--output-file", "-a", "-P",
                "--header", "--user", "--password", "--post-data", "--post-file", "--method", "-U", "--user-agent",
                "-w",
                "--wait", "--waitretry", "--connect-timeout", "--read-timeout", "--body-data", "--ca-certificate", "-Y",
                "--dns-timeout", "--max-redirect", "--retry-on-http-error",
            ])
        guard let url = arguments.operands.first, arguments.operands.count == 1,
            !arguments.has("--post-data", "--post-file", "--body-data", "-i", "-r", "-m", "-P", "-c", "-N")
        else { return nil }
        let asksOnly = arguments.has("--spider", "-S", "--server-response")
        guard asksOnly || isDiscarded(arguments.value("-O", "--output-document"), isGiven: false) else { return nil }
        var http = HTTPCheck(countsStatus: true)
        http.followsRedirects = true
        http.ignoresCertificate = arguments.has("--no-check-certificate")
        var check = Check(tool: .wget, targets: [HTTPTargetText.target(url)], proof: .answer, http: http)
        check.attemptLimit =
            arguments.time("-T", "--timeout") ?? arguments.time("--read-timeout") ?? arguments.time("--connect-timeout")
        if check.attemptLimit == nil { check.flaws.insert(.noAttemptLimit) }
        if arguments.has("--retry-connrefused"), let tries = arguments.value("-t", "--tries").flatMap({ Int($0) }) {
            // It pauses 1, 2, 3 … seconds, up to --waitretry (10).
            check.own = Check.Own(shape: tries > 0 ? .retries(tries) : .loop, isBounded: tries > 0)
        }
        return check
    }

    /// Without `-o` curl writes to its output; wget writes a file.
    private func isDiscarded(_ output: String?, isGiven: Bool = true) -> Bool {
        guard let output else { return isGiven }
        return output == "-" || output.hasPrefix("/dev/")
    }

    private static func overSocket(_ path: String, _ url: String) -> WaitTarget {
        let page = url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3).joined(separator: "/")
        let encoded = path.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
        return TargetText.other("http+unix://" + encoded + "/" + page)
    }

    func netcat(_ name: String, _ words: [String], _ input: String?) -> Check? {
        let arguments = Arguments(
            words, valued: ["-w", "-i", "-G", "-p", "-s", "-X", "-x", "-q", "-e", "--wait", "--send-only-timeout"])
        // A server, not a client.
        if arguments.has("-l", "--listen", "-e", "-k") { return nil }
        var operands = arguments.operands
        var flaws: Set<WaitFlaw> = []
        if operands.count == 1 {
            let (host, port) = TargetText.hostAndPort(operands[0])
            guard let port else {
                return operands[0].contains(TargetText.unknown) ? portCheck([.unknown], arguments) : nil
            }
            // nc takes two words; of one it says that the port is missing, and fails.
            operands = [host, port]
            flaws.insert(.cannotSucceed)
        }
        guard operands.count == 2 else { return nil }
        if arguments.has("-u", "--udp") {
            // UDP: nothing answers, and nc takes silence for success.
            return Check(
                tool: .netcat, targets: [WaitTarget(host: operands[0], port: Int(operands[1]))], proof: .unknown)
        }
        let scheme = input.flatMap(CheckReader.protocolOf)
        var check = portCheck([TargetText.server(scheme ?? "tcp", operands[0], operands[1])], arguments)
        if scheme != nil {
            check.proof = .readiness
            check.flaws.remove(.portOnly)
        }
        check.flaws.formUnion(flaws)
        if arguments.has("-z") { check.isPure = true }
        return check
    }

    private func portCheck(_ targets: [WaitTarget], _ arguments: Arguments) -> Check {
        var check = Check(tool: .netcat, targets: targets, proof: .port)
        check.flaws = [.portOnly]
        check.attemptLimit = arguments.time("-w", "--wait") ?? arguments.time("-G")
        if check.attemptLimit == nil { check.flaws.insert(.noAttemptLimit) }
        return check
    }

    /// What is asked by hand through a pipe: `echo ruok | nc zookeeper 2181`.
    private static func protocolOf(_ input: String) -> String? {
        switch input.split(whereSeparator: { " \r\n\\".contains($0) }).first?.lowercased() {
        case "ruok", "srvr", "stat", "mntr": "zookeeper"
        case "ping": "redis"
        case "stats", "version": "memcached"
        default: nil
        }
    }

    func lookup(_ name: String, _ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-c", "-w", "-W", "-i", "-t", "-p", "-s", "-q"])
        var operands = arguments.operands.filter { !$0.hasPrefix("+") && !$0.hasPrefix("@") }
        if name == "getent" {
            guard let table = operands.first, table.hasSuffix("hosts") || table.hasPrefix("ahosts") else { return nil }
            operands.removeFirst()
        }
        operands.removeAll { ["A", "AAAA", "SRV", "a", "srv", "aaaa"].contains($0) }
        guard let host = operands.first else { return nil }
        var check = Check(tool: .lookup, targets: [TargetText.dns(host)], proof: .name)
        check.flaws = [.nameOnly]
        return check
    }
}
