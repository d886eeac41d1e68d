import Manifests

/// Reads what happened to pods out of the events that `holdfast up --format json` prints, one object a line.
enum RecordedEvents {
    static func read(_ source: Source) throws(ParseError) -> [TimedEvent] {
        var events: [TimedEvent] = []
        var limits = Limits()
        limits.bytes = 1 << 20
        limits.depth = 8
        for line in source.bytes.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "{") {
            let text = Source(name: source.name, bytes: Array(line))
            guard let object = try YAML.parse(text, limits: limits).first?.root,
                case .int(let time)? = object["milliseconds"]?.scalar, let pod = object["pod"]?.text,
                let kind = kind(object["kind"]?.text ?? "", object["text"]?.text ?? "")
            else { continue }
            events.append(TimedEvent(.milliseconds(time), ScenarioEvent(pod: pod, container: nil, kind)))
        }
        return events
    }

    private static func kind(_ kind: String, _ text: String) -> ScenarioEvent.Kind? {
        switch (kind, text) {
        case ("published", _): .published
        case ("finished", "succeeded"): .succeeded
        case ("finished", "failed"): .failed
        default: nil
        }
    }
}
