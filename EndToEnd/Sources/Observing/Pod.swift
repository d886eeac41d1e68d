/// What these tests read of a pod.
package struct Pod: Codable, Sendable {
    /// Name, labels and annotations.
    package struct Metadata: Codable, Sendable {
        package var name: String
        package var labels: [String: String]?
        package var annotations: [String: String]?
    }
    /// Conditions and the containers' states.
    package struct Status: Codable, Sendable {
        package var phase: String?
        package var conditions: [Condition]?
        package var initContainerStatuses: [ContainerStatus]?
        package var containerStatuses: [ContainerStatus]?
    }
    /// One condition: `Ready`, `True`.
    package struct Condition: Codable, Sendable {
        package var type: String
        package var status: String
    }
    /// One container's state and how often it was started again.
    package struct ContainerStatus: Codable, Sendable {
        package var name: String
        package var restartCount: Int
        package var ready: Bool
        package var state: State?
        package var lastState: State?
    }
    /// Exactly one is there, or none.
    package struct State: Codable, Sendable {
        package var waiting: Reason?
        package var running: Running?
        package var terminated: Reason?
    }
    /// Why it waits or ended.
    package struct Reason: Codable, Sendable {
        package var reason: String?
        package var message: String?
        package var exitCode: Int?
    }
    /// Since when it runs, in whole seconds (RFC 3339).
    package struct Running: Codable, Sendable {
        package var startedAt: String?
    }

    package var metadata: Metadata
    package var status: Status?

    /// Whether the condition Ready is True.
    package var isReady: Bool { status?.conditions?.contains { $0.type == "Ready" && $0.status == "True" } ?? false }
    /// All statuses, init containers first.
    package var containers: [ContainerStatus] {
        (status?.initContainerStatuses ?? []) + (status?.containerStatuses ?? [])
    }
    /// Whether Holdfast wrote its record on it.
    package var isHeld: Bool { metadata.annotations?["holdfast.dev/status"] != nil }
}
