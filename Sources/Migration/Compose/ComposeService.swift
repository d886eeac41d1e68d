import Manifests
import StartupGraph

/// A service of a Compose file: what decides who waits for whom.
struct ComposeService {
    /// An entry of `depends_on`.
    struct Need {
        var service: String
        /// `nil` for a word that is no condition.
        var condition: Condition?
        var node: Node
    }

    var name: String
    /// What kompose calls its objects, label and Service: Compose allows `_`, `.` and capitals, Kubernetes does not.
    var objectName: String
    var image: String
    /// The ports that it listens on, in the order of the file: `expose` first, then the container's side of `ports`.
    var ports: [Int]
    /// The command of its healthcheck, asked until it succeeds, which is how others wait for it; empty when it has none.
    var healthcheck: [String]
    var needs: [Need]

    /// Reads an entry of `services` (compose-spec, `05-services.md`).
    init(_ entry: Entry) {
        let node = entry.value
        name = entry.key.text
        objectName = name.lowercased().replacing("_", with: "-").replacing(".", with: "-")
        image = node["image"]?.text ?? ""
        ports = (node["expose"]?.items ?? []).compactMap { ComposeService.port($0.text) }
        ports += (node["ports"]?.items ?? []).compactMap { item in
            item.kind == .mapping ? item["target"].flatMap { Int($0.text) } : ComposeService.port(item.text)
        }
        healthcheck = ComposeService.healthcheck(node["healthcheck"])
        let list = node["depends_on"]
        needs = (list?.items ?? []).map { Need(service: $0.text, condition: .started, node: $0) }
        for entry in list?.entries.merged ?? [] {
            let word = entry.value["condition"]?.text ?? "service_started"
            needs.append(Need(service: entry.key.text, condition: ComposeService.conditions[word], node: entry.key))
        }
    }

    private static let conditions: [String: Condition] = [
        "service_started": .started, "service_healthy": .ready, "service_completed_successfully": .completed,
    ]

    /// `127.0.0.1:8001:80/tcp` is port 80.
    private static func port(_ text: String) -> Int? {
        text.split(separator: "/").first?.split(separator: ":").last?.split(separator: "-").first.flatMap { Int($0) }
    }

    private static func healthcheck(_ node: Node?) -> [String] {
        guard let test = node?["test"], node?["disable"]?.scalar != .bool(true) else { return [] }
        if test.kind == .scalar { return loop(test.text) }
        let words = test.items.map(\.text)
        return switch words.first {
        case "CMD": loop(words.dropFirst().map(quoted).joined(separator: " "))
        case "CMD-SHELL": loop(words.dropFirst().joined(separator: " "))
        default: []
        }
    }

    /// A single question is no wait, and `|| exit 1` behind it, which healthchecks like to have, would end the loop.
    private static func loop(_ script: String) -> [String] {
        // Compose puts variables in before the container's shell does; $$ is a dollar sign for that.
        var script = script.replacing("$$", with: "$")[...]
        for ending in ["exit 1", "exit 2", "false"] {
            let trimmed = script.trimmed
            guard trimmed.hasSuffix(ending) else { continue }
            let before = trimmed.dropLast(ending.count).trimmed
            if before.hasSuffix("||") { script = before.dropLast(2) }
        }
        return ["sh", "-c", "until \(script.trimmed); do sleep 1; done"]
    }

    private static func quoted(_ word: String) -> String {
        "'" + word.replacing("'", with: "'\\''") + "'"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text.drop(while: \.isWhitespace)
    }
}
