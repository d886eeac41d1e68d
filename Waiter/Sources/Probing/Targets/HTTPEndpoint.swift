/// Where an HTTP question goes, and which answer means ready.
public struct HTTPEndpoint: Equatable, Sendable {
    /// The host to resolve and connect to; for a UNIX socket, what stands in the Host header.
    public var host: String
    /// The port to connect to; unused with a socket.
    public var port: UInt16
    /// The UNIX socket to connect to instead.
    public var socketPath: String?
    /// What is sent.
    public var request: HTTPRequest
    /// What must come back.
    public var expectation: HTTPExpectation
}
