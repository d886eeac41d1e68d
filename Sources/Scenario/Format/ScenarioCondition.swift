import Prediction
import Probing

/// What a program in a scenario needs or waits for.
public enum ScenarioCondition: Equatable, Sendable {
    /// `proxy ready`: a container of the same pod.
    case container(String, ProgramState)
    /// A URL: a target of the scenario, a Service of its manifests, or a port of the same pod.
    case url(String, Target)

    /// Reads the text; `nil` when it is neither.
    init?(_ text: String) {
        if text.contains(":") {
            guard let target = try? TargetParser.parse(text) else { return nil }
            self = .url(text, target)
            return
        }
        let words = text.split(separator: " ")
        guard words.count == 2, let state = ScenarioCondition.states[String(words[1])] else { return nil }
        self = .container(String(words[0]), state)
    }

    private static let states: [String: ProgramState] = [
        "started": .started, "ready": .answering, "completed": .completed,
    ]

    /// As it is written.
    var text: String {
        switch self {
        case .url(let text, _): text
        case .container(let name, .started): name + " started"
        case .container(let name, .completed): name + " completed"
        case .container(let name, _): name + " ready"
        }
    }
}
