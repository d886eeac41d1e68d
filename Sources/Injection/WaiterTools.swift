/// Where the waiter is for a pod's containers, and where they tell each other how they are.
public struct WaiterTools: Sendable {
    /// The waiter's path.
    public var waiter: String
    /// The directory that all containers of the pod share; each supervised container has a folder in it.
    public var stateDirectory: String

    /// The tools' places.
    public init(waiter: String, stateDirectory: String) {
        self.waiter = waiter
        self.stateDirectory = stateDirectory
    }
}
