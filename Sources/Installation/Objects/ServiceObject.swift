import Manifests

/// The Service that the API server calls.
enum ServiceObject {
    static func make(_ options: InstallOptions) -> Value {
        .fields(
            ("apiVersion", .string("v1")), ("kind", .string("Service")), ("metadata", Labels.own(options)),
            (
                "spec",
                .fields(
                    ("type", .string("ClusterIP")), ("selector", Labels.selector),
                    (
                        "ports",
                        .sequence([
                            port("webhooks", 443, "webhooks"), port("http", Ports.http, "http"),
                        ])
                    ))
            ))
    }

    private static func port(_ name: String, _ number: Int, _ target: String) -> Value {
        .fields(
            ("name", .string(name)), ("port", .int(number)), ("targetPort", .string(target)),
            ("protocol", .string("TCP")))
    }
}
