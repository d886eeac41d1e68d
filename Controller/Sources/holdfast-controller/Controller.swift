import Admission
import Authority
import ClusterConnection
import Injection
import KubernetesAPI
import Logging
import PrometheusMetrics
import Reconciling
import ServiceLifecycle
import Startup
import WebhookServer

/// Everything that the process runs, put together.
struct Controller {
    let configuration: ControllerConfiguration
    let metrics: PrometheusMetrics
    let logger: Logger

    init(_ configuration: ControllerConfiguration, metrics: PrometheusMetrics) {
        self.configuration = configuration
        self.metrics = metrics
        logger = Logger(label: "holdfast-controller")
    }

    /// Runs until SIGTERM or SIGINT.
    func run() async throws {
        let transport = try HTTPTransport(try address(), agent: "holdfast-controller/" + HoldfastController.version)
        do {
            try await run(KubernetesClient(transport))
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    private func address() throws -> ClusterAddress {
        guard let text = configuration.kubernetesAPI else {
            if let address = ClusterAddress.ofPod(environment: configuration.environment) { return address }
            throw StartFailure(
                "this is no pod of a cluster; say --kubernetes-api http://127.0.0.1:8001 (kubectl proxy)")
        }
        if let address = ClusterAddress.of(text) { return address }
        throw StartFailure("--kubernetes-api \(text) is no URL of http or https")
    }

    private func run(_ client: KubernetesClient<HTTPTransport>) async throws {
        let identity = ControllerIdentity(
            namespace: configuration.namespace, service: configuration.service, replica: configuration.replica)
        let certificates = CertificateStore()
        let keeper = ServedCertificateKeeper(
            certificates, names: ServingNames(service: identity.service, namespace: identity.namespace), logger: logger)
        let settings = SettingsKeeper(
            base: base(), ownNamespace: identity.namespace, excluding: configuration.excludedNamespaces)
        let (certificatesChanged, conditionsChanged, statusChanged) = (Signal(), Signal(), Signal())
        let slices = identity.slices(
            meshConfigMaps: configuration.meshConfigMaps, isOwnAuthority: isOwnAuthority)
        let knowledge = ClusterKnowledge(slices: slices) { knowledge, part in
            switch part {
            case .policies, .clusterPolicies, .mesh, .namespaces:
                settings.refresh(knowledge)
                if part == .mesh {
                    for problem in settings.settings.meshProblems {
                        logger.warning("Istio's configuration is not understood", metadata: ["why": "\(problem)"])
                    }
                }
                conditionsChanged.set()
                statusChanged.set()
            case .certificates:
                keeper.offer(secret: knowledge.objects(.certificates)?[identity.secret])
                certificatesChanged.set()
            case .mutatingWebhooks, .validatingWebhooks:
                certificatesChanged.set()
                conditionsChanged.set()
                statusChanged.set()
            }
        }
        let sampler = PodSampler(client)
        let desk = AdmissionDesk(settings: settings) { await sampler.pods(in: $0) }
        let webhooks = webhookServer(certificates, desk)
        let health = HealthServer(
            configuration: WebhookConfiguration(host: configuration.listen, port: configuration.httpPort),
            ready: {
                webhooks.unready + knowledge.missing.map { "\($0.rawValue) are not known yet" }
                    + (settings.isVersionAsked ? [] : ["the cluster's version is not known yet"])
            },
            metrics: { metrics.text() }, logger: logger)
        let certificateWork = CertificateReconciler(
            client, knowledge: knowledge, identity: identity, served: { keeper.facts }, wall: WallClock.moment,
            changed: certificatesChanged, logger: logger)
        let conditionWork = MatchConditionReconciler(
            client, knowledge: knowledge,
            conditions: {
                // Older API servers drop the field, so that it would be written for ever.
                guard knowledge.missing.isEmpty, settings.version >= MatchConditions.since else { return nil }
                return MatchConditions.of(settings.settings)
            }, changed: conditionsChanged, logger: logger)
        let statusWork = StatusReconciler(
            client, knowledge: knowledge, settings: settings, identity: identity, wall: WallClock.text,
            changed: statusChanged, logger: logger)
        let hookWork = HookReconciler(
            client, replica: identity.replica, isExcluded: { settings.settings.leavesAlone($0) },
            wall: WallClock.text, logger: logger)
        var work: [@Sendable () async -> Void] = [
            { await conditionWork.run() }, { await statusWork.run() }, { await hookWork.run() },
        ]
        if isOwnAuthority { work.append { await certificateWork.run() } }
        let elector = LeaseElector(
            client, lease: identity.lease, labels: Dictionary(uniqueKeysWithValues: identity.labels),
            identity: identity.replica, wall: WallClock.sinceEpoch)
        var services: [any Service] = [
            health,
            KnowledgeService(client, knowledge: knowledge, logger: logger),
            VersionService(client, settings: settings, knowledge: knowledge, logger: logger),
            LeaderService(elector, work: work, logger: logger),
        ]
        let directory = configuration.certificateDirectory
        services.append(
            CertificateOfferService { [isOwnAuthority] in
                if isOwnAuthority {
                    keeper.offer(secret: knowledge.objects(.certificates)?[identity.secret])
                } else {
                    keeper.offer(SecretMaterial { FileBytes.read("\(directory)/\($0.rawValue)") })
                }
            })
        // Ended from last to first: it drains while everything else still works.
        services.append(webhooks)
        logger.notice(
            "starts", metadata: ["version": "\(HoldfastController.version)", "replica": "\(configuration.replica)"])
        var quiet = logger
        // Its own words are a page for each service.
        quiet.logLevel = max(logger.logLevel, .warning)
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        group.maximumGracefulShutdownDuration = configuration.drain + .seconds(20)
        try await ServiceGroup(configuration: group).run()
        logger.notice("ends")
    }

    private var isOwnAuthority: Bool { configuration.certificates == .selfSigned }

    private func base() -> InjectionSettings {
        var settings = InjectionSettings()
        settings.image = configuration.waiterImage
        // Another name than that of `holdfast inject`: what that has injected is left as it is.
        settings.author = "holdfast-controller " + HoldfastController.version
        return settings
    }

    private func webhookServer(_ certificates: CertificateStore, _ desk: AdmissionDesk) -> WebhookServer {
        var server = WebhookConfiguration(host: configuration.listen, port: configuration.webhookPort)
        server.drain = configuration.drain
        server.limits.requestTime = configuration.reviewTime
        return WebhookServer(
            configuration: server, certificates: certificates, mutate: { desk.mutate($0) },
            validate: { await desk.validate($0) }, metrics: metrics, logger: logger)
    }
}
