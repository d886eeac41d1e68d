import Driving
import Testing

/// Everything that needs a cluster, one after another: tests beside each other would measure each other.
@Suite(.serialized, .enabled("HOLDFAST_E2E=1 switches them on: make e2e") { Surroundings.isOn })
struct EndToEnd {}
