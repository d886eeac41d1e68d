/// What a dependency must have reached before its dependent may start.
///
/// Compose calls the same three `service_started`, `service_healthy` and `service_completed_successfully`;
/// Amazon ECS says START, HEALTHY and SUCCESS.
public enum Condition: String, Hashable, Sendable, CaseIterable, Codable {
    /// Its process runs.
    case started
    /// It can do its work: its probe, or the target that stands for it, has succeeded.
    case ready
    /// It has ended with status 0.
    case completed
}
