import CPosix

/// What the event loop waits for in one turn.
struct Poller {
    private var interests: [px_interest] = []
    private var wake: Int64?

    /// Wakes the loop when the descriptor can be read or written, or is broken.
    mutating func watch(_ fd: Int32, read: Bool, write: Bool) {
        interests.append(
            px_interest(fd: fd, wanted: Int32((read ? PX_READ : 0) | (write ? PX_WRITE : 0)), ready: 0))
    }

    /// Wakes the loop at a time, if it is earlier than the others.
    mutating func wake(at time: Int64?) {
        guard let time else { return }
        wake = min(wake ?? time, time)
    }

    /// Waits; afterwards ``isReady(_:)`` says what happened.
    mutating func wait() {
        let timeout = wake.map { max(0, $0 - System.now) } ?? -1
        let count = Int32(truncatingIfNeeded: interests.count)
        _ = interests.withUnsafeMutableBufferPointer { px_wait($0.baseAddress, count, timeout) }
    }

    /// Whether something happened on the descriptor.
    func isReady(_ fd: Int32) -> Bool {
        for interest in interests where interest.fd == fd && interest.ready != 0 { return true }
        return false
    }
}
