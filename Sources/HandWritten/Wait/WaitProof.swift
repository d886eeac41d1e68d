/// What the success of a check proves.
public enum WaitProof: Equatable, Sendable {
    /// That the service does its work, as far as its own protocol tells.
    case readiness
    /// That something answers, whatever it says (curl without `-f`).
    case answer
    /// That a port is open.
    case port
    /// That a name resolves.
    case name
    /// That a path exists.
    case file
    /// Only that time has passed.
    case time
    /// That an object of the cluster is in a state.
    case object
    /// Nobody here knows.
    case unknown
}
