/// Why a fleet cannot be simulated.
public enum FleetLoadError: Error, Equatable, Sendable {
    /// A parameter is not what it can be. `parameter` is its name in `FleetLoad.Parameters` (or `method`), the others
    /// are for people: `0`, `1 to 10000000`.
    case outOfRange(parameter: String, value: String, allowed: String)
    /// The dependency never becomes ready and there is no deadline: pods would wait for ever.
    case endless
    /// The last pod would begin to wait only after so long, which is more than a day.
    case tooLong(Duration)

    /// What is wrong, as a sentence's end without a full stop.
    public var reason: String {
        switch self {
        case .outOfRange(let parameter, let value, let allowed): "\(parameter) is \(value), not \(allowed)"
        case .endless: "the dependency never becomes ready, and no pod gives up"
        case .tooLong(let time): "starting all pods takes \(time.components.seconds / 3600) hours, more than 24"
        }
    }

    /// What to do about it.
    public var cure: String {
        switch self {
        case .outOfRange(let parameter, _, let allowed): "set \(parameter) to \(allowed)"
        case .endless: "set a deadline, or the time at which the dependency is ready"
        case .tooLong: "fewer pods, more nodes or a higher rate"
        }
    }
}
