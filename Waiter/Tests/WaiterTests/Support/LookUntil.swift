import Foundation

/// Looks until it holds, for what says nothing when it changes. `what` names it when the patience is over.
func lookUntil(_ what: @autoclosure () -> String, _ holds: () throws -> Bool) throws {
    let limit = Date().addingTimeInterval(WaiterProcess.patience)
    while try !holds() {
        guard limit.timeIntervalSinceNow > 0 else { throw TestTimeout(description: what()) }
        usleep(1000)
    }
}
