import Startup
import Topology

/// A pod as it is to run: its containers in their order, and what waits in them.
struct PodShape {
    /// The containers with their commands.
    var pod: Pod
    /// Hand-written waits that count, by container.
    var written: [String: [WrittenWait]] = [:]
    /// Whether whatever else waits in it is left out.
    var dropsWaits = false
    /// Time that passes in front of a container's own program.
    var pauses: [String: Duration] = [:]
    /// Containers whose postStart hook waits for themselves as Istio's does.
    var pilotHooks: Set<String> = []
    /// How the waits of a container ask instead of as they would.
    var paces: [String: Asking] = [:]
    /// What holds a container from outside its command, by name.
    var heldFor: [String: [String]] = [:]
    /// What containers need, whether anything holds them or not.
    var holds: [Hold] = []
    /// What the pod declares, for how targets are written.
    var waits: [Declaration.Wait] = []
}
