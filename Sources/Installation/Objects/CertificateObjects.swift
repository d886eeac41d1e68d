import Manifests

/// What cert-manager needs to make the webhook's certificate.
enum CertificateObjects {
    static func make(_ options: InstallOptions) -> [Value] {
        guard case .certManager(let issuer) = options.certificates else { return [] }
        let used = issuer ?? InstallOptions.Issuer(kind: "Issuer", name: Labels.name)
        let host = "\(Labels.name).\(options.namespace)"
        let certificate = Value.fields(
            ("apiVersion", .string("cert-manager.io/v1")), ("kind", .string("Certificate")),
            ("metadata", Labels.own(options)),
            (
                "spec",
                .fields(
                    ("secretName", .string(Labels.secret)),
                    (
                        "dnsNames",
                        .strings(["\(host).svc", "\(host).svc.cluster.local", host])
                    ), ("duration", .string("2160h")), ("renewBefore", .string("720h")),
                    ("privateKey", .fields(("algorithm", .string("ECDSA")), ("size", .int(256)))),
                    ("usages", .strings(["digital signature", "server auth"])),
                    ("issuerRef", .fields(("kind", .string(used.kind)), ("name", .string(used.name)))))
            ))
        if issuer != nil { return [certificate] }
        return [
            .fields(
                ("apiVersion", .string("cert-manager.io/v1")), ("kind", .string("Issuer")),
                ("metadata", Labels.own(options)), ("spec", .fields(("selfSigned", .fields())))), certificate,
        ]
    }

    /// What makes cert-manager's injector fill in caBundle; `nil` when the controller does it.
    static func annotations(_ options: InstallOptions) -> Value? {
        guard case .certManager = options.certificates else { return nil }
        return .fields(
            ("cert-manager.io/inject-ca-from", .string("\(options.namespace)/\(Labels.name)")))
    }
}
