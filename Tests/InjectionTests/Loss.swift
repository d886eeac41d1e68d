import Manifests
import Testing

/// Finds what was in an object and is not any more.
enum Loss {
    private static let lists = ["containers", "initContainers"]

    /// Everything of the old object is in the new one; containers may have changed their list, commands and probes may
    /// have got something before or above them.
    static func check(_ old: Value, _ new: Value, sourceLocation: SourceLocation) {
        var losses: [String] = []
        compare(old, new, "", &losses)
        #expect(losses.isEmpty, "lost: \(losses)", sourceLocation: sourceLocation)
    }

    private static func compare(_ old: Value, _ new: Value, _ path: String, _ losses: inout [String]) {
        switch (old, new) {
        case (.mapping(let fields), .mapping):
            for field in fields where lists.contains(field.key) {
                for item in items(field.value) {
                    guard let name = item["name"]?.text else { continue }
                    let now = lists.flatMap { items(new[$0]) }.first { $0["name"]?.text == name }
                    if let now {
                        compare(item, now, "\(path)/\(name)", &losses)
                    } else {
                        losses.append("\(path)/\(name)")
                    }
                }
            }
            for field in fields where !lists.contains(field.key) {
                guard let value = new[field.key] else {
                    losses.append("\(path)/\(field.key)")
                    continue
                }
                // The only values that injection may raise.
                if ["failureThreshold", "periodSeconds"].contains(field.key), path.hasSuffix("startupProbe") {
                    continue
                }
                if field.key == "proxy.istio.io/config" { continue }
                // Istio's hook gives way to one that does not give up, where that is asked for.
                if field.value["exec"]?["command"] == .strings(["pilot-agent", "wait"]) { continue }
                compare(field.value, value, "\(path)/\(field.key)", &losses)
            }
        case (.sequence(let items), .sequence(let now)):
            // What was put in stands in front of a command, behind everything else.
            let part = path.hasSuffix("/command") ? now.suffix(items.count) : now.prefix(items.count)
            guard part.count == items.count else { return losses.append(path) }
            for (index, (item, value)) in zip(items, part).enumerated() {
                compare(item, value, "\(path)/\(index)", &losses)
            }
        default:
            if old == .null, new != .null { return }
            if old != new { losses.append(path) }
        }
    }

    private static func items(_ value: Value?) -> [Value] {
        if case .sequence(let items)? = value { return items }
        return []
    }
}
