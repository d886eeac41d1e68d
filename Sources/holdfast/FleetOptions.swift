import ArgumentParser
import Probing
import Rendering
import Simulation

/// Options that ask what a fleet's waiting puts on the thing it waits for.
struct FleetOptions: ParsableArguments {
    @Option(help: "Simulate so many pods that wait for one thing, instead of the graph (up to 10,000,000).")
    var replicas: Int?

    @Option(help: "How many nodes they are spread over.")
    var nodes = 200

    @Option(help: "When what they wait for is ready, from the beginning: 30s, 2m, or never.")
    var readyAfter = "30s"

    @Option(help: "How many questions a second it can answer; more have to queue (default: as many as come).")
    var capacity: Int?

    @Option(help: "How many pods a second the scheduler binds; 0: all are bound already.")
    var schedulerRate = 100

    @Option(help: "How long the application takes from its own start until it is up.")
    var startTime = "0s"

    @Option(help: "Every run with the same seed is the same.")
    var seed: UInt64 = 1

    /// What is compared: loops as people write them, Istio's, and Holdfast's.
    private static let methods: [WaitingMethod] = [
        .fixed(interval: .seconds(1)), .fixed(interval: .seconds(2)), .pilotAgent, .sleep(.seconds(30)),
        .waiter(.remote), .watch,
    ]

    /// Whether something is said that only counts with `--replicas`.
    var saysMore: Bool {
        nodes != 200 || readyAfter != "30s" || capacity != nil || schedulerRate != 100 || startTime != "0s" || seed != 1
    }

    /// Parameters of the simulation by the options that set them.
    private static let names = [
        "replicas": "--replicas", "nodes": "--nodes", "capacity.attemptsPerSecond": "--capacity",
        "schedulerRate": "--scheduler-rate", "readyTime": "--ready-after", "applicationStartTime": "--start-time",
    ]

    /// The comparison; `nil` when nobody asked for it.
    func comparison() throws -> LoadComparison? {
        guard let replicas else { return nil }
        let ready = readyAfter == "never" ? nil : try duration("--ready-after", readyAfter)
        var parameters = FleetLoad.Parameters(replicas: replicas, nodes: nodes, readyTime: ready)
        if let capacity { parameters.capacity = DependencyCapacity(attemptsPerSecond: capacity) }
        parameters.schedulerRate = schedulerRate == 0 ? nil : schedulerRate
        parameters.applicationStartTime = try duration("--start-time", startTime)
        parameters.seed = seed
        do throws(FleetLoadError) {
            return try FleetLoad.compare(parameters, FleetOptions.methods)
        } catch {
            if case .outOfRange(let parameter, let value, let allowed) = error {
                throw ValidationError("\(FleetOptions.names[parameter] ?? parameter) \(value): use \(allowed)")
            }
            throw ValidationError("\(error.reason); \(error.cure)")
        }
    }

    private func duration(_ option: String, _ text: String) throws -> Duration {
        .milliseconds(try OptionValue.read(option) { () throws(UsageError) in try TimeText.parse(text) })
    }
}
