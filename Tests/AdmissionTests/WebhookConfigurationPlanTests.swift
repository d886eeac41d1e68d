import Admission
import Manifests
import Probing
import Testing

struct WebhookConfigurationPlanTests {
    private static func configuration(_ text: String) throws -> Value {
        Value(try #require(try YAML.parse(text, name: "webhooks").first).root)
    }

    private static let fresh = """
        kind: MutatingWebhookConfiguration
        webhooks:
          - {name: other.example.com, clientConfig: {url: "https://127.0.0.1"}}
          - name: pods.holdfast.dev
            clientConfig: {service: {name: holdfast-controller, namespace: holdfast-system}}
        """

    @Test func putsTheBundleIntoEveryWebhook() throws {
        let before = try Self.configuration(Self.fresh)
        let plan = WebhookConfigurationPlan(bundle: "PEM\n")
        let patch = plan.patch(for: before)
        let after = try patch.applied(to: before)
        #expect(WebhookConfigurationPlan.bundle(of: before) == nil)
        #expect(WebhookConfigurationPlan.bundle(of: after) == "PEM\n")
        #expect(plan.patch(for: after).operations.isEmpty)
    }

    @Test func conditionsAreForTheWebhookOfThatName() throws {
        let before = try Self.configuration(Self.fresh)
        let condition = MatchCondition(name: "declares", expression: "has(object.metadata)")
        let plan = WebhookConfigurationPlan(bundle: nil, matchConditions: ["pods.holdfast.dev": [condition]])
        let after = try plan.patch(for: before).applied(to: before)
        guard case .sequence(let webhooks)? = after["webhooks"] else { throw CancellationError() }
        #expect(webhooks[0]["matchConditions"] == nil)
        #expect(
            webhooks[1]["matchConditions"]
                == .sequence([.fields(("name", .string("declares")), ("expression", .string("has(object.metadata)")))]))
        #expect(plan.patch(for: after).operations.isEmpty)
        // None any more: an empty list, not the old one.
        let none = WebhookConfigurationPlan(bundle: nil, matchConditions: ["pods.holdfast.dev": []])
        #expect(none.patch(for: after).operations.count == 2)
        #expect(none.patch(for: before).operations.isEmpty)
    }

    @Test func failsWhenAnotherWebhookIsInThatPlace() throws {
        let before = try Self.configuration(Self.fresh)
        let patch = WebhookConfigurationPlan(bundle: "PEM").patch(for: before)
        guard case .sequence(let webhooks)? = before["webhooks"] else { throw CancellationError() }
        let turned = Value.fields(("webhooks", .sequence(webhooks.reversed())))
        #expect(throws: (any Error).self) { try patch.applied(to: turned) }
    }
}
