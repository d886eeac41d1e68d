import ArgumentParser
import Logging

/// What the controller does, with nothing left open.
struct ControllerConfiguration {
    var namespace: String
    var service: String
    var waiterImage: String
    var kubernetesAPI: String?
    var certificates: CertificateSource
    var certificateDirectory: String
    var listen: String
    var webhookPort: Int
    var httpPort: Int
    var logLevel: Logger.Level
    var drain: Duration
    var replica: String
    var meshConfigMaps: [String]
    var reviewTime: Duration
    var excludedNamespaces: Set<String>
    /// The process's own, in which the pod's cluster is named.
    var environment: [String: String]

    /// Flags first, then the environment, then what is usual. A value that means nothing is a mistake, never a default.
    init(_ options: ControllerOptions, environment: [String: String]) throws {
        func word(_ flag: String?, _ name: String, _ usual: String) -> String {
            flag ?? environment["HOLDFAST_" + name] ?? usual
        }
        func list(_ flag: String?, _ name: String, _ usual: String) -> [String] {
            word(flag, name, usual).split(separator: ",").map { String($0) }
        }
        func value<T: ExpressibleByArgument>(_ flag: T?, _ name: String, _ usual: T) throws -> T {
            if let flag { return flag }
            guard let text = environment["HOLDFAST_" + name] else { return usual }
            guard let value = T(argument: text) else {
                let known =
                    T.allValueStrings.isEmpty ? "" : ": write one of \(T.allValueStrings.joined(separator: ", "))"
                throw ValidationError("HOLDFAST_\(name) is \"\(text)\", which it cannot be\(known)")
            }
            return value
        }
        self.environment = environment
        namespace = word(options.namespace, "NAMESPACE", "holdfast-system")
        service = word(options.service, "SERVICE", "holdfast-controller")
        waiterImage = word(options.waiterImage, "WAITER_IMAGE", "holdfast/waiter:0.1.0")
        kubernetesAPI = options.kubernetesApi ?? environment["HOLDFAST_KUBERNETES_API"]
        certificates = try value(options.certificates, "CERTIFICATES", .selfSigned)
        certificateDirectory = word(options.certificateDirectory, "CERTIFICATE_DIRECTORY", "/certificates")
        listen = word(options.listen, "LISTEN", "::")
        webhookPort = Int(try value(options.webhookPort, "WEBHOOK_PORT", 8443))
        httpPort = Int(try value(options.httpPort, "HTTP_PORT", 8080))
        logLevel = try value(options.logLevel, "LOG_LEVEL", .info)
        drain = .seconds(Int(try value(options.drainSeconds, "DRAIN_SECONDS", 5)))
        replica = word(
            options.replica, "REPLICA", environment["POD_NAME"] ?? environment["HOSTNAME"] ?? "holdfast-controller")
        meshConfigMaps = list(options.meshConfigMaps, "MESH_CONFIG_MAPS", "istio,istio-sidecar-injector")
        reviewTime = .seconds(Int(try value(options.reviewSeconds, "REVIEW_SECONDS", 5)))
        excludedNamespaces = Set(list(options.excludedNamespaces, "EXCLUDED_NAMESPACES", ""))
    }
}
