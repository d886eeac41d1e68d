import Testing

@testable import Probing

/// Short ways to read command lines.
protocol ArgumentReading {}

extension ArgumentReading {
    func parse(_ arguments: [String], environment: [(String, String)] = []) throws -> WaiterCommand {
        try WaiterArguments.parse(arguments, environment: environment.map { (name: $0.0, value: $0.1) })
    }

    func wait(_ arguments: [String], environment: [(String, String)] = []) throws -> WaitOptions {
        guard case .wait(let options) = try parse(["waiter", "wait"] + arguments, environment: environment) else {
            throw UsageError("not a wait", cure: "")
        }
        return options
    }

    func wait(_ arguments: String...) throws -> WaitOptions {
        try wait(arguments)
    }

    func supervise(_ arguments: [String], environment: [(String, String)] = []) throws -> SuperviseOptions {
        guard case .supervise(let options) = try parse(["waiter", "supervise"] + arguments, environment: environment)
        else { throw UsageError("not supervise", cure: "") }
        return options
    }

    func supervise(_ arguments: String...) throws -> SuperviseOptions {
        try supervise(arguments)
    }

    /// What is wrong with a command line.
    func problem(_ arguments: [String], environment: [(String, String)] = []) -> UsageError? {
        do {
            _ = try parse(arguments, environment: environment)
            return nil
        } catch {
            return error as? UsageError
        }
    }
}
