import Manifests
import Probing
import Startup

/// Reads a scenario's file: a first document that tells it, and the manifests behind it.
public struct ScenarioReader {
    /// As much as a file may have: what is longer is not read by people any more.
    static let limits: Limits = {
        var limits = Limits()
        limits.bytes = 1 << 20
        limits.depth = 32
        return limits
    }()
    static let longest: Milliseconds = 3_600_000
    static let mostEvents = 1000

    var fields = FieldReader()
    /// What is meant where no pod is named.
    var onlyPod: String?

    /// The scenario, and what is wrong with its file; `nil` when something is.
    public static func read(_ source: Source) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
        let documents: [Document]
        do throws(ParseError) {
            documents = try YAML.parse(source, limits: limits)
        } catch {
            return (nil, [Diagnostic(error, file: source.name)])
        }
        guard let first = documents.first, first.root.kind == .mapping, first.root["scenario"] != nil else {
            return (
                nil,
                [
                    Diagnostic(
                        .error, "this is no scenario: its first document has no \"scenario:\"",
                        cure: "begin with scenario: and its title, then ---, then the manifests", file: source.name)
                ]
            )
        }
        var reader = ScenarioReader()
        let scenario = reader.scenario(first.root, Array(documents.dropFirst()), name: stem(source.name))
        var diagnostics = reader.fields.diagnostics
        if diagnostics.isEmpty { diagnostics += ScenarioPods.read(scenario).diagnostics }
        return diagnostics.contains { $0.severity == .error } ? (nil, diagnostics) : (scenario, diagnostics)
    }

    private static func stem(_ path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.split(separator: ".").first.map(String.init) ?? file
    }

    private mutating func scenario(_ node: Node, _ manifests: [Document], name: String) -> Scenario {
        fields.unknownKeys(
            in: node,
            known: [
                "scenario", "facts", "until", "timing", "tolerance", "programs", "targets", "expect", "measured",
            ], of: "a scenario")
        let set = ManifestSet(manifests)
        fields.diagnostics += set.diagnostics
        if set.workloads.isEmpty {
            fields.diagnostics.append(
                Diagnostic(.error, "the scenario has no pod", cure: "add its manifest behind a line ---", at: node))
        }
        onlyPod = set.workloads.count == 1 ? set.workloads[0].name : nil
        return Scenario(
            name: name, title: fields.string(node, "scenario", "") ?? "", facts: facts(node),
            until: duration(node, "until", "") ?? .seconds(10), timing: timing(node, ""),
            tolerance: duration(node, "tolerance", "") ?? .milliseconds(10), programs: programs(node),
            targets: targets(node), expected: events(node, "expect", ""), measured: measured(node),
            manifests: manifests)
    }

    private mutating func facts(_ node: Node) -> [Int] {
        var facts: [Int] = []
        for (index, item) in fields.items(node, "facts", "").enumerated() {
            guard case .int(let number) = item.scalar, (1...10).contains(number) else {
                fields.wrong(item, "facts[\(index)]", "the number of a fact, 1 to 10")
                continue
            }
            facts.append(Int(number))
        }
        return facts
    }

    private mutating func targets(_ node: Node) -> [ScenarioTarget] {
        var targets: [ScenarioTarget] = []
        guard let mapping = fields.mapping(node, "targets", "") else { return [] }
        for entry in mapping.entries {
            let url = entry.key.text
            let isNever = entry.value.text == "never"
            let time = isNever ? nil : duration(entry.value, "targets.\(url)")
            do throws(UsageError) {
                targets.append(ScenarioTarget(url: url, target: try TargetParser.parse(url), readyAt: time))
            } catch {
                fields.diagnostics.append(Diagnostic(.error, error.message, cure: error.cure, at: entry.key))
            }
        }
        return targets
    }

    // MARK: Times

    mutating func duration(_ node: Node, _ key: String, _ path: String) -> Duration? {
        fields.value(node, key).flatMap { duration($0, path + key) }
    }

    mutating func duration(_ value: Node, _ path: String) -> Duration? {
        guard value.kind == .scalar, let time = try? TimeText.parse(value.text), time <= ScenarioReader.longest else {
            fields.wrong(value, path, "a time up to an hour, such as 1.5s or 500ms")
            return nil
        }
        return .milliseconds(time)
    }
}
