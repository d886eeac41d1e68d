import KubernetesAPI
import Logging
import Manifests
import Reconciling
import ServiceLifecycle
import Startup

/// Asks the API server for its version, again every few minutes: a cluster is upgraded while this runs, and then knows
/// more ways of holding.
struct VersionService<Transport: APITransport>: Service {
    private let client: KubernetesClient<Transport>
    private let settings: SettingsKeeper
    private let knowledge: ClusterKnowledge
    private let logger: Logger

    init(
        _ client: KubernetesClient<Transport>, settings: SettingsKeeper, knowledge: ClusterKnowledge, logger: Logger
    ) {
        self.client = client
        self.settings = settings
        self.knowledge = knowledge
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Duration.seconds(300)
                do {
                    let answer = try await client.send(APIRequest(.get, path: "/version"))
                    let root = try YAML.parse(Source(name: "/version", bytes: answer)).first?.root
                    // "v1.33.1-gke.5": what follows the patch level is the distribution's.
                    let text = root?["gitVersion"]?.text ?? ""
                    settings.set(version: try KubernetesVersion(VersionService.number(text)), knowledge)
                } catch {
                    if case APIFailure.forbidden = error { settings.set(version: nil, knowledge) }
                    logger.warning("the API server's version is not known yet", metadata: ["why": "\(error)"])
                    pause = .seconds(5)
                }
                try? await client.timing.sleep(pause)
            }
        }
    }

    private static func number(_ text: String) -> String {
        let digits = (text.hasPrefix("v") ? text.dropFirst() : text[...]).prefix { $0.isNumber || $0 == "." }
        return digits.split(separator: ".").prefix(2).joined(separator: ".")
    }
}
