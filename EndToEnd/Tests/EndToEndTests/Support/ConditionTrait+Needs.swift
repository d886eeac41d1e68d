import Driving
import Observing
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips, by name, what the cluster's version does not have.
    static func needs(_ feature: Feature) -> Self {
        .enabled("\(feature.need)") { Surroundings.isOn ? try await Surroundings.read().has(feature) : false }
    }

    /// Skips what needs the controller where it does not run.
    static var needsController: Self { .enabled("\(ControllerProbe.need)") { await ControllerProbe.isThere() } }
}
