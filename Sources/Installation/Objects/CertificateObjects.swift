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
        return issuer == nil ? authority(options) + [certificate] : [certificate]
    }

    /// A CA of cert-manager's own for this one certificate: a self-signed one makes the issuer that signs it. The
    /// certificate itself may not be self-signed: with each renewal API servers would have to trust another one than the
    /// replicas still serve.
    private static func authority(_ options: InstallOptions) -> [Value] {
        let (selfSigned, root) = (Labels.name + "-self-signed", Labels.name + "-ca")
        return [
            issuer(selfSigned, .fields(("selfSigned", .fields())), options),
            .fields(
                ("apiVersion", .string("cert-manager.io/v1")), ("kind", .string("Certificate")),
                ("metadata", Labels.own(options, name: root)),
                (
                    "spec",
                    .fields(
                        ("secretName", .string(root)), ("isCA", .bool(true)), ("commonName", .string(root)),
                        ("duration", .string("43800h")), ("renewBefore", .string("8760h")),
                        ("privateKey", .fields(("algorithm", .string("ECDSA")), ("size", .int(256)))),
                        ("issuerRef", .fields(("kind", .string("Issuer")), ("name", .string(selfSigned)))))
                )),
            issuer(Labels.name, .fields(("ca", .fields(("secretName", .string(root))))), options),
        ]
    }

    private static func issuer(_ name: String, _ spec: Value, _ options: InstallOptions) -> Value {
        .fields(
            ("apiVersion", .string("cert-manager.io/v1")), ("kind", .string("Issuer")),
            ("metadata", Labels.own(options, name: name)), ("spec", spec))
    }

    /// What makes cert-manager's injector fill in caBundle; `nil` when the controller does it.
    static func annotations(_ options: InstallOptions) -> Value? {
        guard case .certManager = options.certificates else { return nil }
        return .fields(
            ("cert-manager.io/inject-ca-from", .string("\(options.namespace)/\(Labels.name)")))
    }
}
