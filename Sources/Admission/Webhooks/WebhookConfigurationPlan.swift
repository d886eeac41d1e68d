import Manifests
import Probing

/// What has to change in a webhook configuration of ours so that the API server trusts and asks us rightly.
///
/// Pure: an object in, a patch out. What others set (selectors, failure policy, time limits) stays as it is: those are
/// the installation's, these two are known only while running.
public struct WebhookConfigurationPlan: Equatable, Sendable {
    /// What `clientConfig.caBundle` has to be, PEM; `nil` leaves it to somebody else (cert-manager).
    public var bundle: String?
    /// When a webhook is asked, by its name; a webhook without an entry keeps what it has.
    public var matchConditions: [String: [MatchCondition]]

    /// A plan.
    public init(bundle: String?, matchConditions: [String: [MatchCondition]] = [:]) {
        self.bundle = bundle
        self.matchConditions = matchConditions
    }

    /// The patch for a MutatingWebhookConfiguration or ValidatingWebhookConfiguration; without operations when it is
    /// right already.
    ///
    /// Every step is guarded by the webhook's name: had somebody put another one in front meanwhile, the patch would
    /// fail instead of hitting that one.
    public func patch(for configuration: Value) -> JSONPatch {
        var patch = JSONPatch()
        guard case .sequence(let webhooks)? = configuration["webhooks"] else { return patch }
        for (index, webhook) in webhooks.enumerated() {
            let path = ["webhooks", String(index)]
            var steps: [JSONPatch.Operation] = []
            if let bundle {
                let text = Value.string(Base64.text(Array(bundle.utf8)))
                if webhook["clientConfig"]?["caBundle"] != text {
                    // `add` sets a key that is there, too.
                    steps.append(.add(path: JSONPointer(tokens: path + ["clientConfig", "caBundle"]), text))
                }
            }
            if let name = webhook["name"]?.text, let conditions = matchConditions[name] {
                let value = Value.sequence(
                    conditions.map { .fields(("name", .string($0.name)), ("expression", .string($0.expression))) })
                if (webhook["matchConditions"] ?? .sequence([])).sorted != value.sorted {
                    steps.append(.add(path: JSONPointer(tokens: path + ["matchConditions"]), value))
                }
            }
            if !steps.isEmpty {
                patch.operations.append(
                    .test(path: JSONPointer(tokens: path + ["name"]), webhook["name"] ?? .null))
                patch.operations += steps
            }
        }
        return patch
    }

    /// The bundle that all webhooks of a configuration have, PEM; `nil` when they differ, or one has none.
    public static func bundle(of configuration: Value) -> String? {
        guard case .sequence(let webhooks)? = configuration["webhooks"], !webhooks.isEmpty else { return nil }
        let bundles = Set(webhooks.map { $0["clientConfig"]?["caBundle"]?.text ?? "" })
        guard bundles.count == 1, let bundle = bundles.first, !bundle.isEmpty, let bytes = Base64.decode(bundle) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
