import Manifests

/// A Service as its manifest has it: what decides which pods a name leads to, and when.
public struct ServiceObject: Sendable {
    /// Its name.
    public var name: String
    /// Its namespace; that of the call when the manifest names none.
    public var namespace: String
    /// The labels that its pods have; empty when it selects none.
    public var selector: [String: String]
    /// Its ports.
    public var ports: [ServicePort]
    /// `clusterIP: None`: its name leads to the pods themselves.
    public var isHeadless: Bool
    /// `publishNotReadyAddresses`: pods are behind its name before they are ready.
    public var publishesNotReady: Bool
    /// `type: ExternalName`: the name that it stands for.
    public var externalName: String?
    /// The document.
    public var node: Node

    /// Whether a pod with these labels is behind it.
    public func selects(_ labels: [String: String]) -> Bool {
        !selector.isEmpty && selector.allSatisfy { labels[$0.key] == $0.value }
    }

    /// Reads it; what is of the wrong type is read as absent, the API server will say so.
    public init(_ object: KubernetesObject, defaultNamespace: String) {
        name = object.name
        namespace = object.namespace.isEmpty ? defaultNamespace : object.namespace
        node = object.node
        let spec = object.node["spec"]
        selector = [:]
        for entry in spec?["selector"]?.entries ?? [] { selector[entry.key.text] = entry.value.text }
        ports = (spec?["ports"]?.items ?? []).compactMap { ServiceObject.port($0) }
        isHeadless = spec?["clusterIP"]?.text == "None"
        publishesNotReady = spec?["publishNotReadyAddresses"]?.scalar == .bool(true)
        externalName = spec?["type"]?.text == "ExternalName" ? spec?["externalName"]?.text : nil
    }

    private static func port(_ node: Node) -> ServicePort? {
        guard let number = node["port"].flatMap({ Int($0.text) }) else { return nil }
        var destination = ServicePort.Destination.number(number)
        if let target = node["targetPort"], !target.isNull {
            destination = Int(target.text).map { .number($0) } ?? .name(target.text)
        }
        return ServicePort(name: node["name"]?.text ?? "", number: number, destination: destination)
    }
}
