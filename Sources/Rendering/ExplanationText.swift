import Manifests
import Startup

/// Says of a plan what was chosen, why, and what it guarantees.
public enum ExplanationText {
    /// A paragraph: the workload and its place, then a block for each mechanism.
    public static func render(_ title: String, at place: Place, _ holds: [Hold], colour: Bool = false) -> String {
        let bold = colour ? "\u{1B}[1m" : ""
        let plain = colour ? "\u{1B}[0m" : ""
        let line = place.location.map { ":\($0.line)" } ?? ""
        var text = "\(bold)\(title)\(plain) (\(place.file)\(line))\n"
        if holds.isEmpty { return text + "  nothing is held\n" }
        for group in groups(holds) {
            text += "  \(list(group.dependents)) \(verb(group)) \(group.first.dependency.name)"
            text += group.first.condition == .ready ? "\n" : " (\(group.first.condition.rawValue))\n"
            text += "    how:       \(group.first.strategy.rawValue)\n"
            text += "    why:       \(group.first.reason)\n"
            text += "    guarantee: \(group.first.guarantee)\n"
        }
        return text
    }

    private struct Group {
        var first: Hold
        var dependents: [String]
    }

    /// Several containers are often held for one target in one way.
    private static func groups(_ holds: [Hold]) -> [Group] {
        var groups: [Group] = []
        for hold in holds {
            let index = groups.firstIndex {
                $0.first.dependency == hold.dependency && $0.first.condition == hold.condition
                    && $0.first.strategy == hold.strategy && $0.first.reason == hold.reason
            }
            if let index {
                groups[index].dependents.append(hold.dependent)
            } else {
                groups.append(Group(first: hold, dependents: [hold.dependent]))
            }
        }
        return groups
    }

    private static func verb(_ group: Group) -> String {
        switch (group.first.dependency.kind, group.dependents.count) {
        case (.target, 1): "waits for"
        case (.target, _): "wait for"
        case (_, 1): "starts after"
        default: "start after"
        }
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
