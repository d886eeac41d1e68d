/// Why a program did not do what it was run for.
package enum ProgramError: Error, CustomStringConvertible {
    /// It could not be started at all.
    case cannotStart(String, why: String)
    /// It did not end in time, and was killed.
    case deadline(String, Duration, log: String)
    /// It ended with this status.
    case failed(String, status: Int32, log: String)
    /// What it printed is not what was expected.
    case unreadable(String, why: String)

    package var description: String {
        switch self {
        case .cannotStart(let program, let why): "cannot start \(program): \(why)"
        case .deadline(let program, let limit, let log): "\(program) did not end within \(limit): \(log)"
        case .failed(let program, let status, let log): "\(program) ended with \(status): \(log)"
        case .unreadable(let program, let why): "\(program) printed something else than expected: \(why)"
        }
    }
}
