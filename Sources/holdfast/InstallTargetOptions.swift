import ArgumentParser
import Installation
import Probing
import Startup

/// Where the controller is, and in what kind of cluster: what `uninstall` has to know too.
struct InstallTargetOptions: ParsableArguments {
    @Option(name: [.short, .long], help: "The controller's namespace.")
    var namespace = "holdfast-system"

    @Option(help: "The cluster's version; below 1.21 namespaces cannot be excluded by name (default: 1.33).")
    var kubernetesVersion: String?

    @Option(help: "Who makes the webhook's certificate: self-signed (the controller) or cert-manager.")
    var certificates = "self-signed"

    @Option(help: "The cert-manager issuer, such as ClusterIssuer/internal (default: one of its own).")
    var issuer: String?

    /// What they say; defaults for the rest.
    func options() throws -> InstallOptions {
        var options = InstallOptions()
        options.namespace = namespace
        options.appVersion = Holdfast.version
        if let text = kubernetesVersion {
            options.version = try OptionValue.read("--kubernetes-version") { () throws(UsageError) in
                try KubernetesVersion(text)
            }
        }
        switch certificates {
        case "self-signed":
            if issuer != nil {
                throw ValidationError("--issuer is cert-manager's: add --certificates cert-manager")
            }
        case "cert-manager": options.certificates = .certManager(try readIssuer())
        default: throw ValidationError("--certificates \(certificates): write self-signed or cert-manager")
        }
        return options
    }

    private func readIssuer() throws -> InstallOptions.Issuer? {
        guard let issuer else { return nil }
        let parts = issuer.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "Issuer" || parts[0] == "ClusterIssuer", !parts[1].isEmpty else {
            throw ValidationError("--issuer \(issuer): write Issuer/NAME or ClusterIssuer/NAME")
        }
        return .init(kind: String(parts[0]), name: String(parts[1]))
    }
}
