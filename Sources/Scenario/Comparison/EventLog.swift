import Rendering

/// The events that a timeline shows, in order of time; what happens at the same time comes in the order of the rows.
struct EventLog {
    private(set) var events: [TimedEvent] = []

    /// - Parameters:
    ///   - pods: what happened to pods, which no timeline has.
    ///   - released: the containers that a waiter holds, as `pod/container`: of others nobody outside can see when their
    ///     own program begins.
    init(_ timeline: Timeline, pods: [TimedEvent], released: Set<String>) {
        var found: [TimedEvent] = []
        for row in timeline.rows { found += EventLog.events(row, released: released) }
        events = EventLog.sorted(found)
        events += pods
        for pod in EventLog.pods(timeline) { addReady(pod, timeline.rows.filter { $0.pod == pod }) }
        events = EventLog.sorted(events)
    }

    private static func sorted(_ events: [TimedEvent]) -> [TimedEvent] {
        events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }

    private static func pods(_ timeline: Timeline) -> [String] {
        var pods: [String] = []
        for row in timeline.rows where !pods.contains(row.pod) { pods.append(row.pod) }
        return pods
    }

    private static func events(_ row: Timeline.Row, released: Set<String>) -> [TimedEvent] {
        var events: [TimedEvent] = []
        func add(_ time: Duration, _ kind: ScenarioEvent.Kind) {
            events.append(TimedEvent(time, ScenarioEvent(pod: row.pod, container: row.container, kind)))
        }
        for mark in row.marks {
            switch mark.kind {
            case .started: add(mark.time, .started)
            case .ready: add(mark.time, .ready)
            case .exited:
                // What cannot be run has 128, as the kubelet leaves it.
                add(mark.time, .exited(mark.text.split(separator: " ").last.flatMap { Int($0) } ?? 128))
            case .hazard: if mark.text.hasPrefix("postStart failed") { add(mark.time, .hookFailed) }
            }
        }
        for (index, span) in row.spans.enumerated() {
            if span.activity == .backoff { add(span.start, .backoff) }
            let next = index + 1 < row.spans.count ? row.spans[index + 1].activity : .queued
            if span.activity == .held, [.starting, .running].contains(next),
                released.contains(row.pod + "/" + row.container),
                // Held before it was started and held afterwards are one span.
                row.marks.contains(where: { $0.kind == .started && $0.time < span.end })
            {
                add(span.end, .released)
            }
        }
        return sorted(events)
    }

    /// A pod is Ready when its init containers have ended well and every other container is ready.
    private mutating func addReady(_ pod: String, _ rows: [Timeline.Row]) {
        var ready: Set<String> = []
        let all = Set(rows.map(\.container))
        var isReady = false
        for timed in events where timed.event.pod == pod {
            guard let name = timed.event.container, let row = rows.first(where: { $0.container == name }) else {
                continue
            }
            let isInit = row.role == "init"
            switch timed.event.kind {
            case .ready: ready.insert(name)
            case .exited(0) where isInit: ready.insert(name)
            case .exited: ready.remove(name)
            default: break
            }
            if ready == all, !isReady { events.append(TimedEvent(timed.time, .init(pod: pod, container: nil, .ready))) }
            isReady = ready == all
        }
    }
}
