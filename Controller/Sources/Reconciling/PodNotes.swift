import KubernetesAPI
import Logging

/// Writes ``PodNote``s as Events. One that the server refuses is told in the log and keeps no other one back.
struct PodNotes<Transport: APITransport>: Sendable {
    let client: KubernetesClient<Transport>
    let replica: String
    /// The time as RFC 3339 has it, with six digits of a second (meta/v1 `MicroTime`).
    let wall: @Sendable () -> String
    let logger: Logger

    /// Writes it. Throws only what the next one would meet as well.
    func write(_ note: PodNote) async throws(APIFailure) {
        do throws(APIFailure) {
            _ = try await client.create(.events, note.event(by: replica, at: wall()))
        } catch {
            switch error {
            // Said by a leader before, or the namespace is ending.
            case .alreadyExists, .notFound, .forbidden: break
            case .invalid:
                logger.warning(
                    "an Event was refused", metadata: ["pod": "\(note.namespace)/\(note.name)", "why": "\(error)"])
            default: throw error
            }
        }
    }
}
