import Manifests

/// Who may talk to the controller, and whom it may talk to.
enum NetworkPolicyObject {
    /// The webhooks' port is open to all: which address the API server comes from is not knowable in general (a host
    /// network, a tunnel, a managed control plane), and TLS with its own review protocol gives nothing away.
    static func make(_ options: InstallOptions) -> Value {
        .fields(
            ("apiVersion", .string("networking.k8s.io/v1")), ("kind", .string("NetworkPolicy")),
            ("metadata", Labels.own(options)),
            (
                "spec",
                .fields(
                    ("podSelector", .fields(("matchLabels", Labels.selector))),
                    ("policyTypes", .strings(["Ingress", "Egress"])),
                    ("ingress", .sequence([ports([("TCP", Ports.webhooks), ("TCP", Ports.http)])])),
                    (
                        "egress",
                        .sequence([
                            ports(options.apiServerPorts.map { ("TCP", $0) }), ports([("UDP", 53), ("TCP", 53)]),
                        ])
                    ))
            ))
    }

    private static func ports(_ ports: [(String, Int)]) -> Value {
        .fields(
            (
                "ports",
                .sequence(ports.map { .fields(("protocol", .string($0.0)), ("port", .int($0.1))) })
            ))
    }
}
