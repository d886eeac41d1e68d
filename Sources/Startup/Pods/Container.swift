import Kubelet
import Manifests

/// A container as its manifest has it.
public struct Container: Sendable {
    /// A variable and where it comes from.
    public struct Variable: Sendable {
        /// Its name.
        public var name: String
        /// Its value; `nil` when it comes from somewhere else (`valueFrom`).
        public var value: String?
        /// Where it stands.
        public var node: Node
    }

    /// Its part in the kubelet's rules.
    public var spec: ContainerSpec
    /// Its image; not pulled here.
    public var image: String
    /// `command`: the ENTRYPOINT.
    public var command: [String]
    /// `args`.
    public var arguments: [String]
    /// `env`, in order, because later ones may refer to earlier ones.
    public var environment: [Variable]
    /// `workingDir`; empty when there is none.
    public var workingDirectory: String
    /// Names of its ports, for probes that use one.
    public var ports: [String: Int]
    /// Where it stands.
    public var node: Node

    /// A container with all its parts.
    public init(
        spec: ContainerSpec, image: String, command: [String], arguments: [String], environment: [Variable],
        workingDirectory: String, ports: [String: Int], node: Node
    ) {
        self.spec = spec
        self.image = image
        self.command = command
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.ports = ports
        self.node = node
    }

    /// Its name.
    public var name: String { spec.name }
    /// Everything that is run: `command` and `args`.
    public var commandLine: [String] { command + arguments }
}
