import Admission
import Authority
import KubernetesAPI
import Logging
import Manifests
import Metrics
import Probing

/// Keeps the Secret with the certificates, and what the webhook configurations trust; only the leader runs it.
///
/// What to do is ``CertificateRotation``'s decision; this reads, writes and looks again. Every write names the version
/// that was read, so that two leaders that both believe in themselves for a moment cannot mix their certificates.
public struct CertificateReconciler<Transport: APITransport>: Sendable {
    private let client: KubernetesClient<Transport>
    private let knowledge: ClusterKnowledge
    private let identity: ControllerIdentity
    private let rotation: CertificateRotation
    private let served: @Sendable () -> LeafFacts?
    private let wall: @Sendable () -> Moment
    private let changed: Signal
    private let logger: Logger

    /// A reconciler. `served` gives the certificate that this process serves; `wall` the time; `changed` is set when the
    /// Secret or a webhook configuration has changed.
    public init(
        _ client: KubernetesClient<Transport>, knowledge: ClusterKnowledge, identity: ControllerIdentity,
        served: @escaping @Sendable () -> LeafFacts?, wall: @escaping @Sendable () -> Moment, changed: Signal,
        logger: Logger
    ) {
        self.client = client
        self.knowledge = knowledge
        self.identity = identity
        let names = ServingNames(service: identity.service, namespace: identity.namespace)
        rotation = CertificateRotation(settings: RotationSettings(names: names))
        self.served = served
        self.wall = wall
        self.changed = changed
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    public func run() async {
        var sightings = Sightings()
        while !Task.isCancelled {
            var pause = Duration.seconds(5)
            do throws(APIFailure) {
                let next = try await step(&sightings)
                pause = .seconds(max(1, min(next - wall(), 12 * 3600)))
            } catch {
                if case .cancelled = error { return }
                logger.warning("certificates are not as they should be yet", metadata: ["why": "\(error)"])
            }
            await changed.wait(for: pause, timing: client.timing)
        }
    }

    /// Looks once and does what has to be done. Gives the time to look again.
    private func step(_ sightings: inout Sightings) async throws(APIFailure) -> Moment {
        let now = wall()
        guard let secrets = knowledge.objects(.certificates), let mutating = knowledge.objects(.mutatingWebhooks),
            let validating = knowledge.objects(.validatingWebhooks)
        else { return now + 1 }
        let secret = secrets[identity.secret]
        var material = SecretMaterial(data: secret.map(SecretData.decoded) ?? [:])
        let configurations =
            mutating.values.map { (APIResource.mutatingWebhookConfigurations, $0) }
            + validating.values.map { (APIResource.validatingWebhookConfigurations, $0) }
        var views: [ConfigurationView] = []
        var known: [[UInt8]] = []
        for (resource, configuration) in configurations {
            let bundle = Array((WebhookConfigurationPlan.bundle(of: configuration) ?? "").utf8)
            known.append(bundle)
            let fingerprints = SecretMaterial.fingerprints(ofBundle: bundle)
            let since = sightings.note(resource.plural, is: fingerprints, now: now)
            views.append(ConfigurationView(name: resource.plural, bundle: fingerprints, since: since))
        }
        let (inventory, faults) = material.inventory(known: known, sightings: &sightings, now: now)
        for fault in faults where secret != nil {
            logger.warning(
                "Secret \(identity.secret.name): \(fault.message)", metadata: ["where": "\(fault.key.rawValue)"])
        }
        let decision = rotation.decide(inventory, configurations: views, served: served(), now: now)
        for reason in decision.reasons {
            logger.notice("\(reason.rawValue)", metadata: ["step": "\(reason)"])
            Counter(label: "holdfast_certificate_steps_total", dimensions: [("step", "\(reason)")]).increment()
        }
        if let change = decision.change {
            var generator = SystemRandomNumberGenerator()
            do throws(MaterialFault) {
                material = try material.applying(
                    change, settings: rotation.settings, known: known, now: now, using: &generator)
            } catch {
                throw .invalid(code: 0, error.message)
            }
            try await write(material, secret)
        }
        for (resource, configuration) in configurations where decision.publishes.contains(resource.plural) {
            try await publish(material, resource, configuration)
        }
        return decision.next
    }

    private func write(_ material: SecretMaterial, _ secret: Value?) async throws(APIFailure) {
        var metadata: [(String, Value)] = [
            ("name", .string(identity.secret.name)), ("namespace", .string(identity.secret.namespace)),
            ("labels", .mapping(identity.labels.map { Value.Field($0.0, .string($0.1)) })),
        ]
        if let version = secret?["metadata"]?["resourceVersion"] { metadata.append(("resourceVersion", version)) }
        let data = material.data.sorted { $0.key < $1.key }.map { key, bytes in
            Value.Field(key, .string(Base64.text(bytes)))
        }
        let value = Value.fields(
            ("apiVersion", .string("v1")), ("kind", .string("Secret")), ("type", .string("Opaque")),
            ("metadata", .mapping(metadata.map { Value.Field($0.0, $0.1) })), ("data", .mapping(data)))
        let written =
            secret == nil ? try await client.create(.secrets, value) : try await client.replace(.secrets, value)
        knowledge.wrote(.certificates, identity.secret, written, read: secret)
    }

    private func publish(
        _ material: SecretMaterial, _ resource: APIResource, _ configuration: Value
    ) async throws(APIFailure) {
        let plan = WebhookConfigurationPlan(bundle: String(decoding: material.bundle, as: UTF8.self))
        let patch = plan.patch(for: configuration)
        guard !patch.operations.isEmpty else { return }
        let written = try await client.patch(resource, ControllerIdentity.webhooks, .json(patch))
        let part: KnowledgePart =
            resource == .mutatingWebhookConfigurations ? .mutatingWebhooks : .validatingWebhooks
        knowledge.wrote(part, ControllerIdentity.webhooks, written, read: configuration)
    }
}
