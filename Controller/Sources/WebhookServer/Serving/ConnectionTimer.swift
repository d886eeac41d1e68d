import NIOCore

/// How long a connection may take for what it does. Pure: it is told what happens and when.
///
/// One deadline for a whole request, not for each of its pieces: a client that sends a byte a second is cut as well.
package struct ConnectionTimer {
    /// What the connection is at.
    package enum Phase: Equatable, Sendable {
        /// TLS does not stand yet.
        case handshaking
        /// Between requests.
        case idle
        /// Bytes of a request have come, none of its answer has gone.
        case requesting
        /// It is to end; what the client still sends is thrown away.
        case closing
    }

    /// How long the client may go on sending when it was refused: closed under it, the system would answer with a reset
    /// and the refusal be lost.
    package static let closingTime = TimeAmount.seconds(1)

    /// Where it is.
    package private(set) var phase: Phase
    /// When it is cut.
    package private(set) var deadline: NIODeadline
    private let limits: ServerLimits

    /// A connection that has just come.
    package init(limits: ServerLimits, isTLS: Bool, at now: NIODeadline) {
        self.limits = limits
        phase = isTLS ? .handshaking : .idle
        deadline = now + TimeAmount(isTLS ? limits.handshakeTime : limits.idleTime)
    }

    /// TLS stands.
    package mutating func secured(at now: NIODeadline) {
        guard phase == .handshaking else { return }
        (phase, deadline) = (.idle, now + TimeAmount(limits.idleTime))
    }

    /// Bytes have come.
    package mutating func received(at now: NIODeadline) {
        guard phase == .idle || phase == .handshaking else { return }
        (phase, deadline) = (.requesting, now + TimeAmount(limits.requestTime))
    }

    /// Bytes of an answer go.
    package mutating func answered(at now: NIODeadline) {
        guard phase != .closing else { return }
        (phase, deadline) = (.idle, now + TimeAmount(limits.idleTime))
    }

    /// No more requests are taken.
    package mutating func closes(at now: NIODeadline) {
        guard phase != .closing else { return }
        (phase, deadline) = (.closing, min(deadline, now + ConnectionTimer.closingTime))
    }
}
