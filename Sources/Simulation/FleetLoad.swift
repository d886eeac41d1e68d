import Probing

/// A fleet's start-up and what waiting for one dependency puts on it.
///
/// A model, not a measurement. Pods are bound by the scheduler one after another, started by their nodes' kubelets, and
/// then wait for the dependency in one of several ways; every pod of the fleet waits for the same dependency in the
/// same way. Times are whole milliseconds from the moment at which all pods were asked for. The same seed gives the
/// same result on every machine.
///
/// While the dependency answers at its usual speed, pods do not influence each other: the attempts of each are a few
/// calls of the waiter's own `Schedule` and then an arithmetic progression, which is added as a whole; time does
/// not grow with the attempts, memory neither with them nor with the pods, only with the time that the start takes. With a capacity each attempt matters to every other
/// one, and they are gone through one by one, with some twenty bytes a pod.
public enum FleetLoad {
    /// Starts the fleet and follows it until the last pod was let through or gave up.
    ///
    /// - Throws: which parameter cannot be, and what could.
    public static func run(_ parameters: Parameters, _ method: WaitingMethod) throws(FleetLoadError) -> Result {
        let checked = try CheckedParameters(parameters)
        let action = try WaitingAction(method)
        var tally = Tally(period: 1)
        switch action {
        case .sleep(let time):
            var starts = FleetStarts(checked)
            while let begin = starts.next() { tally.sleep(until: begin + time, begin: begin, checked) }
        case .watch:
            if let queue = checked.queue {
                QueuedPods.run(.watching, server: queue, checked, into: &tally)
            } else {
                IndependentPods.watch(checked, into: &tally)
            }
        case .poll(let schedule, let initialDelay):
            let polling = Polling(schedule: schedule, initialDelay: initialDelay, attemptCost: checked.attemptCost)
            tally = Tally(period: polling.period)
            if let queue = checked.queue {
                QueuedPods.run(polling, server: queue, checked, into: &tally)
            } else {
                IndependentPods.poll(polling, checked, into: &tally)
            }
        }
        return tally.result(checked)
    }

    /// The same fleet with each of the methods, in their order.
    ///
    /// - Throws: which parameter cannot be, and what could.
    public static func compare(
        _ parameters: Parameters, _ methods: [WaitingMethod]
    ) throws(FleetLoadError) -> LoadComparison {
        var rows: [LoadComparison.Row] = []
        for method in methods {
            rows.append(LoadComparison.Row(method: method, result: try run(parameters, method)))
        }
        return LoadComparison(parameters: parameters, rows: rows)
    }
}
