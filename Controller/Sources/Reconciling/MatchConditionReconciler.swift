import Admission
import KubernetesAPI
import Logging

/// Keeps the webhook's `matchConditions` as the policies and the mesh want them, so that pods that declare nothing cost
/// nothing; only the leader runs it, and only where the API server knows them.
public struct MatchConditionReconciler<Transport: APITransport>: Sendable {
    private let client: KubernetesClient<Transport>
    private let knowledge: ClusterKnowledge
    private let conditions: @Sendable () -> [MatchCondition]?
    private let changed: Signal
    private let logger: Logger

    /// A reconciler. `conditions` gives what counts now, `nil` when that is not known; `changed` is set when it may have
    /// changed.
    public init(
        _ client: KubernetesClient<Transport>, knowledge: ClusterKnowledge,
        conditions: @escaping @Sendable () -> [MatchCondition]?, changed: Signal,
        logger: Logger
    ) {
        self.client = client
        self.knowledge = knowledge
        self.conditions = conditions
        self.changed = changed
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            var pause = Duration.seconds(300)
            do throws(APIFailure) {
                try await step()
            } catch {
                if case .cancelled = error { return }
                logger.warning("the webhook's matchConditions are out of date", metadata: ["why": "\(error)"])
                pause = .seconds(5)
            }
            await changed.wait(for: pause, timing: client.timing)
        }
    }

    private func step() async throws(APIFailure) {
        guard let conditions = conditions(),
            let configuration = knowledge.objects(.mutatingWebhooks)?[ControllerIdentity.webhooks]
        else { return }
        let plan = WebhookConfigurationPlan(
            bundle: nil, matchConditions: [ControllerIdentity.podWebhook: conditions])
        let patch = plan.patch(for: configuration)
        guard !patch.operations.isEmpty else { return }
        let written = try await client.patch(
            .mutatingWebhookConfigurations, ControllerIdentity.webhooks, .json(patch))
        knowledge.wrote(.mutatingWebhooks, ControllerIdentity.webhooks, written, read: configuration)
        logger.info(
            "the webhook is asked about what declares something", metadata: ["conditions": "\(conditions.count)"])
    }
}
