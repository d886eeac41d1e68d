import Manifests

/// What a Lease says (coordination.k8s.io/v1 `LeaseSpec`).
public struct LeaseRecord: Hashable, Sendable {
    /// Who leads; empty when nobody does.
    public var holder: String
    /// How long others wait after the last renewal, in seconds.
    public var seconds: Int
    /// When the holder began to lead, by its own clock. For people: nobody may decide by it.
    public var acquired: String
    /// When the holder last renewed, by its own clock. For people, but a change of it is a sign of life.
    public var renewed: String
    /// How often the holder changed.
    public var transitions: Int

    /// A record.
    public init(holder: String, seconds: Int, acquired: String, renewed: String, transitions: Int) {
        self.holder = holder
        self.seconds = seconds
        self.acquired = acquired
        self.renewed = renewed
        self.transitions = transitions
    }

    /// Reads a Lease. What is missing or of another type is empty: a Lease without a holder is there to be taken.
    public init(_ lease: Value) {
        let spec = lease["spec"]
        func number(_ key: String) -> Int {
            if case .scalar(.int(let number)) = spec?[key] { Int(clamping: number) } else { 0 }
        }
        holder = spec?["holderIdentity"]?.text ?? ""
        seconds = number("leaseDurationSeconds")
        acquired = spec?["acquireTime"]?.text ?? ""
        renewed = spec?["renewTime"]?.text ?? ""
        transitions = number("leaseTransitions")
    }

    /// The Lease's `spec`.
    public var spec: Value {
        .fields(
            ("holderIdentity", .string(holder)), ("leaseDurationSeconds", .int(seconds)),
            ("acquireTime", acquired.isEmpty ? .null : .string(acquired)),
            ("renewTime", renewed.isEmpty ? .null : .string(renewed)), ("leaseTransitions", .int(transitions)))
    }
}
