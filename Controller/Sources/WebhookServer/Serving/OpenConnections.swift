import NIOCore
import Synchronization

/// The connections that stand, so that there are not too many, and none is left in the end.
final class OpenConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let limit: Int
    private let onChange: @Sendable (Int) -> Void

    init(limit: Int, onChange: @escaping @Sendable (Int) -> Void) {
        self.limit = limit
        self.onChange = onChange
    }

    /// Takes one more, until it closes; false when there are enough.
    func add(_ channel: any Channel) -> Bool {
        let count = channels.withLock { channels -> Int? in
            guard channels.count < limit else { return nil }
            channels[ObjectIdentifier(channel)] = channel
            return channels.count
        }
        guard let count else { return false }
        onChange(count)
        channel.closeFuture.whenComplete { _ in
            self.onChange(
                self.channels.withLock {
                    $0[ObjectIdentifier(channel)] = nil
                    return $0.count
                })
        }
        return true
    }

    /// Closes all.
    func cut() {
        for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
    }
}
