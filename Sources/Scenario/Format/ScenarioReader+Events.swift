import Manifests

extension ScenarioReader {
    /// A list of events, each a mapping of one key: `- app started: 1.5s`.
    mutating func events(_ node: Node, _ key: String, _ path: String) -> [TimedEvent] {
        var events: [TimedEvent] = []
        let items = fields.items(node, key, path)
        if items.count > ScenarioReader.mostEvents {
            fields.wrong(items[0], path + key, "a list of \(ScenarioReader.mostEvents) events at most")
            return []
        }
        for (index, item) in items.enumerated() {
            let here = "\(path)\(key)[\(index)]"
            guard item.kind == .mapping, item.entries.count == 1 else {
                fields.wrong(item, here, "an event and its time, such as app started: 1.5s")
                continue
            }
            let entry = item.entries[0]
            guard let event = ScenarioEvent(entry.key.text, pod: onlyPod) else {
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "\(here) \"\(entry.key.text)\" is no event",
                        cure: "write [POD/]CONTAINER started, released, ready, hook failed, exited N or backoff, "
                            + "or pod[/POD] ready, published, succeeded or failed; the pod has to be named where there are several",
                        at: entry.key))
                continue
            }
            guard let time = duration(entry.value, here) else { continue }
            if let last = events.last, time < last.time {
                fields.diagnostics.append(
                    Diagnostic(.error, "\(here) comes before the event above it", cure: "sort by time", at: entry.key))
            }
            events.append(TimedEvent(time, event))
        }
        return events
    }

    /// What was measured, by source.
    mutating func measured(_ node: Node) -> [Scenario.Measurement] {
        guard let mapping = fields.mapping(node, "measured", "") else { return [] }
        var measured: [Scenario.Measurement] = []
        for entry in mapping.entries {
            let path = "measured.\(entry.key.text)"
            guard entry.value.kind == .mapping else {
                fields.wrong(entry.value, path, "a mapping")
                continue
            }
            fields.unknownKeys(in: entry.value, known: ["timing", "events"], of: path)
            let source = entry.key.text
            if source == Scenario.Measurement.up, let timing = entry.value["timing"] {
                fields.wrong(timing, path + ".timing", "left out: what up takes is known")
            }
            measured.append(
                Scenario.Measurement(
                    source: source, timing: timing(entry.value, path + "."),
                    events: events(entry.value, "events", path + ".")))
        }
        return measured
    }
}
