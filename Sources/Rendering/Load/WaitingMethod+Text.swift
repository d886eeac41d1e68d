import Simulation

extension WaitingMethod {
    /// What tables and charts call it: `every 1s`, `waiter`, `sleep 30s`.
    var text: String {
        switch self {
        case .fixed(let interval): "every \(DurationText.format(interval))"
        case .fixedWithStartDelay(let interval, let delay):
            "every \(DurationText.format(interval)) after \(DurationText.format(delay))"
        case .pilotAgent: "pilot-agent wait"
        case .waiter(.remote): "waiter"
        case .waiter(.loopback): "waiter, loopback"
        case .waiter(let schedule): "waiter, up to \(DurationText.format(.milliseconds(schedule.maximum)))"
        case .sleep(let time): "sleep \(DurationText.format(time))"
        case .watch: "watch"
        }
    }
}
