import CPosix

/// What the event loop waits for in one turn.
struct Poller {
    private var interests: [px_interest] = []
    /// Which descriptors something happened on, by number: a wait for a thousand targets asks a thousand times.
    private var happened: [Bool] = []
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
        guard interests.withUnsafeMutableBufferPointer({ px_wait($0.baseAddress, count, timeout) }) > 0 else { return }
        for interest in interests where interest.ready != 0 {
            let index = Int(interest.fd)
            while happened.count <= index { happened.append(false) }
            happened[index] = true
        }
    }

    /// Whether something happened on the descriptor.
    func isReady(_ fd: Int32) -> Bool {
        happened.indices.contains(Int(fd)) && happened[Int(fd)]
    }
}
