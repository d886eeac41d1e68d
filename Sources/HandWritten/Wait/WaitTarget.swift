/// Something that a hand-written wait asks about.
public struct WaitTarget: Equatable, Sendable {
    /// What its author meant, in Holdfast's grammar of targets: `http://apollo:8080/info`, `postgres://db:5432`. Variables
    /// whose value is not in the manifest stay as Kubernetes writes them, `$(DB_HOST)`. `nil` when it cannot be said.
    public var meant: String?
    /// What really decides, in the same grammar, where that is another question: `http://…#status=100-599` when any
    /// answer will do. `nil` when it is the same as ``meant``, or cannot be said.
    public var checked: String?
    /// The host, as ``meant`` has it; `nil` when there is none or it is unknown.
    public var host: String?
    /// The port; `nil` when there is none or it is unknown.
    public var port: Int?

    /// A target of which nothing is known but that there is one.
    public static let unknown = WaitTarget()

    /// A target, checked as it is meant unless said otherwise.
    public init(meant: String? = nil, checked: String? = nil, host: String? = nil, port: Int? = nil) {
        self.meant = meant
        self.checked = checked
        self.host = host
        self.port = port
    }
}
