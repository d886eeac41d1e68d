/// A port of a Service (core/v1 ServicePort).
public struct ServicePort: Hashable, Sendable {
    /// Where it leads to in the pods.
    public enum Destination: Hashable, Sendable {
        /// A port's number.
        case number(Int)
        /// The name of a container's port.
        case name(String)
    }

    /// Its name; empty when it has none.
    public var name: String
    /// Its number, as clients ask for it.
    public var number: Int
    /// Where it leads to; the same number when the Service does not say.
    public var destination: Destination
}
