/// What a hook or a probe does (core/v1 LifecycleHandler and ProbeHandler).
public enum Handler: Hashable, Sendable {
    /// Runs a command in the container; status 0 is success.
    case exec([String])
    /// Asks by HTTP. As a probe 200–399 is success; as a hook the status is ignored (fact 5).
    case httpGet(scheme: String, host: String?, port: Int, path: String, headers: [Header])
    /// Connects to a port.
    case tcpSocket(host: String?, port: Int)
    /// Asks the gRPC health service.
    case grpc(port: Int, service: String)
    /// Sleeps so many seconds; hooks only (GA in 1.34).
    case sleep(seconds: Int)

    /// A header of an HTTP question.
    public struct Header: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: String

        /// A header with its value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
