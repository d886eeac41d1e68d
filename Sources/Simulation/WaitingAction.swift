import Probing

/// What a method comes down to.
enum WaitingAction {
    case poll(Schedule, initialDelay: Milliseconds)
    case sleep(Milliseconds)
    case watch

    /// Checked: intervals of 1 ms to an hour, delays up to a day.
    init(_ method: WaitingMethod) throws(FleetLoadError) {
        switch method {
        case .fixed(let interval):
            self = .poll(try WaitingAction.fixed(interval), initialDelay: 0)
        case .fixedWithStartDelay(let interval, let delay):
            let delay = try CheckedParameters.time(delay, "method", upTo: CheckedParameters.longest)
            self = .poll(try WaitingAction.fixed(interval), initialDelay: delay)
        case .pilotAgent:
            // `--periodMillis`, pilot/cmd/pilot-agent/app/wait.go of Istio 1.32.
            let period: Milliseconds = 500
            self = .poll(Schedule(initial: period, factor: 1, maximum: period, spread: false), initialDelay: period)
        case .waiter(let schedule):
            try CheckedParameters.check(Int(clamping: schedule.maximum), "method", 1...3_600_000)
            self = .poll(schedule, initialDelay: 0)
        case .sleep(let time):
            self = .sleep(try CheckedParameters.time(time, "method", upTo: CheckedParameters.longest))
        case .watch:
            self = .watch
        }
    }

    private static func fixed(_ interval: Duration) throws(FleetLoadError) -> Schedule {
        let interval = try CheckedParameters.time(interval, "method", from: 1, upTo: 3_600_000)
        return Schedule(initial: interval, factor: 1, maximum: interval, spread: false)
    }
}
