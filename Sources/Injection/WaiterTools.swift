/// Where the waiter is for a pod's containers, and where they tell each other how they are.
public struct WaiterTools: Sendable {
    /// The waiter's path.
    public var waiter: String
    /// The directory that all containers of the pod share; each supervised container has a folder in it.
    public var stateDirectory: String
    /// Whether hooks run in a container whose process 1 is its own program: their words go to its log then (`--hook`).
    public var hasContainerLog: Bool

    /// The tools' places. Without containers, as on this machine, process 1 is somebody else: `hasContainerLog: false`.
    public init(waiter: String, stateDirectory: String, hasContainerLog: Bool = true) {
        self.waiter = waiter
        self.stateDirectory = stateDirectory
        self.hasContainerLog = hasContainerLog
    }
}
