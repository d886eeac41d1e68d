import HandWritten
import Startup
import Topology

extension Rule {
    static let waitImageWithoutTool = Rule(
        id: "HF602", name: "wait-image-without-shell", severity: .error,
        what: "A wait needs a shell or a program that its image does not have.",
        why: """
            The container fails at once (exec: "sh": executable file not found), or worse: in a loop the missing program \
            counts as "not ready yet", and with its message sent to /dev/null it waits for ever in silence. Only images \
            whose contents are widely known are looked at, and no script that installs something.
            """,
        source:
            "https://github.com/GoogleContainerTools/distroless (no shell); the images' Dockerfiles: library/busybox, library/alpine, library/debian, curl/curl-container",
        fix: "Use an image that has the program, or Holdfast's waiter, which needs neither.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: wait, image: "busybox:1.37", command: [sh, -c, "until curl -sf -m 3 http://config:8080/info; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: wait, image: "curlimages/curl:8.16.0", command: [sh, -c, "until curl -sf -m 3 http://config:8080/info; do sleep 1; done"]}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in subject.surveyed.writtenWaits.compactMap { MissingTool.hit($0, subject) } })
}

private enum MissingTool {
    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "ksh", "zsh"]
    private static let installers = [
        "apk add", "apt-get install", "apt install", "busybox --install", "apk --", "apt-get -",
    ]

    static func hit(_ written: WrittenWait, _ subject: PodSubject) -> Hit? {
        let container = subject.pod.all[written.container]
        let name = ImageName(container.image)
        guard let image = KnownImage.of(name), let first = written.argv.first,
            // A volume may bring programs along, and hooks run in the same image.
            !subject.mountsPrograms(container)
        else { return nil }
        if written.site != .postStart, container.command.isEmpty { return nil }
        let shell = base(first)
        if shells.contains(shell), !image.shells.contains(shell) {
            let has = image.shells.sorted().joined(separator: ", ")
            return subject.hit(
                at: written.node, container: container,
                "\(written.title(in: subject.pod)) runs \(shell), which \(name.text) does not have",
                cure: image.shells.isEmpty
                    ? "take an image with a shell, or Holdfast's waiter, which needs none" : "use \(has)")
        }
        // Scripts are long, and most images have what is asked with.
        guard candidates(written.wait.tool).contains(where: { image.lacks.contains($0) }),
            let script = script(written), !installers.contains(where: { script.contains($0) }),
            let missing = words(written, script).first(where: { image.lacks.contains($0) })
        else { return nil }
        return subject.hit(
            at: written.node, offset: written.offset, container: container,
            "\(written.title(in: subject.pod)) calls \(missing), which \(name.text) does not have: the wait never succeeds",
            cure: "take an image that has \(missing), or Holdfast's waiter, which needs no program")
    }

    /// The words in the wait at which a command may begin. A word in a message is none, as its tool would not be asked.
    private static func words(_ written: WrittenWait, _ script: String) -> [String] {
        let known = candidates(written.wait.tool)
        guard written.wait.scriptIndex != nil else { return [base(written.argv[0])].filter(known.contains) }
        let bytes = Array(script.utf8)
        let range = (written.wait.definition ?? written.wait.range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
        let text = String(decoding: bytes[range], as: UTF8.self)
        let isSeparator: (Character) -> Bool = { " \t\n;|&(){}!`$\"'<>=[]".contains($0) }
        return text.split(whereSeparator: isSeparator).map { base(String($0)) }.filter(known.contains)
    }

    /// What the tool's name on the command line may be.
    private static func candidates(_ tool: WaitTool) -> Set<String> {
        switch tool {
        case .curl: ["curl"]
        case .wget: ["wget"]
        case .netcat: ["nc", "ncat", "netcat", "telnet"]
        case .lookup: ["nslookup", "dig", "host", "ping"]
        case .postgres: ["pg_isready", "psql"]
        case .mysql: ["mysqladmin", "mysql", "mariadb", "mariadb-admin"]
        case .redis: ["redis-cli", "valkey-cli"]
        case .mongo: ["mongosh", "mongo"]
        case .rabbitmq: ["rabbitmq-diagnostics", "rabbitmqctl"]
        case .etcdctl: ["etcdctl"]
        case .cassandra: ["cqlsh", "nodetool"]
        case .kafka: ["kcat", "kafkacat"]
        case .kubectl: ["kubectl"]
        case .other(let name): [name]
        default: []
        }
    }

    private static func script(_ written: WrittenWait) -> String? {
        guard let index = written.wait.scriptIndex else { return written.argv.joined(separator: " ") }
        return written.argv.indices.contains(index) ? written.argv[index] : nil
    }

    private static func base(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension PodSubject {
    /// Whether something may be mounted where programs are looked for.
    fileprivate func mountsPrograms(_ container: Container) -> Bool {
        (container.node["volumeMounts"]?.items ?? []).contains { mount in
            let path = mount["mountPath"]?.text ?? ""
            return path.contains("/bin") || path == "/usr" || path == "/usr/local" || path.hasPrefix("/tools")
        }
    }
}
