import ArgumentParser
import Logging

/// What the controller can be told, as flags or as environment variables `HOLDFAST_…`; a flag counts more.
struct ControllerOptions: ParsableArguments {
    @Option(help: "The namespace that the controller runs in.")
    var namespace: String?

    @Option(help: "Its Service, by whose name the API server calls it.")
    var service: String?

    @Option(help: "The image of the waiter that is put into pods.")
    var waiterImage: String?

    @Option(help: "The API server's address when it is not the pod's own cluster, such as that of kubectl proxy.")
    var kubernetesApi: String?

    @Option(help: "Who makes the certificate: self-signed (the controller itself), or cert-manager.")
    var certificates: CertificateSource?

    @Option(help: "Where cert-manager's Secret is mounted.", completion: .directory)
    var certificateDirectory: String?

    @Option(help: "The address to listen on.")
    var listen: String?

    @Option(help: "The port of the webhooks (TLS).")
    var webhookPort: UInt16?

    @Option(help: "The port of /livez, /readyz and /metrics.")
    var httpPort: UInt16?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level?

    @Option(help: "How long to go on serving after being told to end, so that the Service forgets this replica first.")
    var drainSeconds: UInt16?

    @Option(help: "This replica's name, which the Lease shows: the pod's.")
    var replica: String?

    @Option(help: "The ConfigMaps of istio-system that configure the mesh, separated by commas: istio, istio-REVISION.")
    var meshConfigMaps: String?

    @Option(help: "How long the API server waits for a review: the webhooks' timeoutSeconds.")
    var reviewSeconds: UInt16?

    @Option(help: "Namespaces to leave alone, separated by commas, besides the system's and the controller's own.")
    var excludedNamespaces: String?
}

/// Who makes the serving certificate.
enum CertificateSource: String, ExpressibleByArgument, CaseIterable {
    /// The controller, with a CA of its own.
    case selfSigned = "self-signed"
    /// cert-manager, into a Secret that is mounted.
    case certManager = "cert-manager"
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
