import Kubelet

/// A Service, and a port of it: which pods it leads to, and when.
public struct ModelService: Hashable, Sendable {
    /// A pod behind it.
    public struct Member: Hashable, Sendable {
        /// A position in the pods of the run.
        public var pod: Int
        /// The container that listens there.
        public var container: ContainerIndex

        /// A pod, and its container behind the port.
        public init(pod: Int, container: ContainerIndex) {
            self.pod = pod
            self.container = container
        }
    }

    /// For messages.
    public var name: String
    /// The pods that its selector matches.
    public var members: [Member]
    /// `publishNotReadyAddresses`: a pod counts once it has its IP, not once it is Ready.
    public var publishesNotReady: Bool

    /// A Service with its members.
    public init(_ name: String, members: [Member], publishesNotReady: Bool = false) {
        self.name = name
        self.members = members
        self.publishesNotReady = publishesNotReady
    }
}
