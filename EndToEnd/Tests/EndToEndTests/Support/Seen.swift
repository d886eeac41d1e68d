import Observing
import Synchronization

/// A record that outlives the task that fills it: at the deadline, what was seen until then counts.
final class Seen: Sendable {
    private let state = Mutex(FleetRecord())

    /// Takes an event and returns everything so far.
    func take(_ event: PodEvent, at now: Duration) -> FleetRecord {
        state.withLock {
            $0.take(event, at: now)
            return $0
        }
    }

    var record: FleetRecord { state.withLock { $0 } }
}
