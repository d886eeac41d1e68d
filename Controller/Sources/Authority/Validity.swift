/// From when to when a certificate may be used, both included (RFC 5280, 4.1.2.5).
public struct Validity: Hashable, Sendable {
    /// The first second.
    public var notBefore: Moment
    /// The last second.
    public var notAfter: Moment

    /// A window from its first to its last second.
    public init(notBefore: Moment, notAfter: Moment) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Whether the moment lies in the window.
    public func contains(_ moment: Moment) -> Bool {
        notBefore <= moment && moment <= notAfter
    }

    /// When two thirds of the window are over: time to renew, with a third left for whatever goes wrong.
    public var renewal: Moment {
        notBefore + (notAfter - notBefore) / 3 * 2
    }
}
