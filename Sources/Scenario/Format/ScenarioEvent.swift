/// Something that is seen of a pod's start.
///
/// In text: `app started`, `shop/app exited 1`, `pod ready`, `pod/shop ready`; the pod is named where there are several.
public struct ScenarioEvent: Hashable, Sendable {
    /// What happened.
    public enum Kind: Hashable, Sendable {
        /// The container's process was started.
        case started
        /// A container that Holdfast's waiter held was let go: its own program runs.
        case released
        /// The kubelet counts the container, or the pod, as ready.
        case ready
        /// The container's postStart hook failed.
        case hookFailed
        /// The container's process ended, with this status.
        case exited(Int)
        /// The container waits for its next start (CrashLoopBackOff).
        case backoff
        /// The pod's IP is in its status (fact 4). Looked at only where it is expected.
        case published
        /// The pod has ended, well or not.
        case succeeded, failed
    }

    /// The pod.
    public var pod: String
    /// The container; `nil` when it is about the pod.
    public var container: String?
    /// What happened.
    public var kind: Kind

    /// An event of a container, or of the pod.
    public init(pod: String, container: String?, _ kind: Kind) {
        self.pod = pod
        self.container = container
        self.kind = kind
    }

    /// Reads the text; `nil` when it is none. `pod` is what is meant where no pod is named.
    init?(_ text: String, pod: String?) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 2 else { return nil }
        let place = words[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard place.count <= 2, !place.contains("") else { return nil }
        switch (place[0], place.count) {
        case ("pod", 2): (self.pod, container) = (place[1], nil)
        case (_, 2): (self.pod, container) = (place[0], place[1])
        default:
            guard let pod else { return nil }
            (self.pod, container) = (pod, place[0] == "pod" ? nil : place[0])
        }
        switch (words[1], words.count) {
        case ("started", 2): kind = .started
        case ("released", 2): kind = .released
        case ("ready", 2): kind = .ready
        case ("backoff", 2): kind = .backoff
        case ("published", 2): kind = .published
        case ("succeeded", 2): kind = .succeeded
        case ("failed", 2): kind = .failed
        case ("hook", 3) where words[2] == "failed": kind = .hookFailed
        case ("exited", 3):
            guard let code = Int(words[2]) else { return nil }
            kind = .exited(code)
        default: return nil
        }
        let isOfPods = [.published, .succeeded, .failed].contains(kind)
        if kind != .ready, isOfPods != (container == nil) { return nil }
    }

    /// The text; `isShort` leaves the pod out.
    public func text(isShort: Bool) -> String {
        let place =
            switch container {
            case nil: isShort ? "pod" : "pod/" + pod
            case let name?: isShort ? name : pod + "/" + name
            }
        let what =
            switch kind {
            case .started: "started"
            case .released: "released"
            case .ready: "ready"
            case .hookFailed: "hook failed"
            case .exited(let code): "exited \(code)"
            case .backoff: "backoff"
            case .published: "published"
            case .succeeded: "succeeded"
            case .failed: "failed"
            }
        return place + " " + what
    }
}

/// An event and its time since the run began.
public struct TimedEvent: Hashable, Sendable {
    /// When.
    public var time: Duration
    /// What.
    public var event: ScenarioEvent

    /// An event at a time.
    public init(_ time: Duration, _ event: ScenarioEvent) {
        self.time = time
        self.event = event
    }
}
