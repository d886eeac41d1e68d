import Admission
import Manifests

/// The `status` of a policy.
///
/// Pure: what was found and counted in, an object out. Times change only with what they are about
/// (meta/v1 `Condition.lastTransitionTime`), so that a status that says the same is the same and is not written again.
public enum PolicyStatus {
    /// The status; `before` is the one that the policy has, `now` the time as RFC 3339 has it.
    public static func make(
        _ finding: PolicyFinding, _ count: PolicyTally.Count, isEnforced: Bool, before: Value?, now: String
    ) -> Value {
        func condition(_ type: String, _ holds: Bool, _ reason: String, _ message: String) -> Value {
            let status = holds ? "True" : "False"
            var since = now
            if case .sequence(let conditions)? = before?["conditions"],
                let old = conditions.first(where: { $0["type"]?.text == type }), old["status"]?.text == status,
                let time = old["lastTransitionTime"]?.text
            {
                since = time
            }
            return .fields(
                ("type", .string(type)), ("status", .string(status)), ("reason", .string(reason)),
                ("message", .string(message)), ("lastTransitionTime", .string(since)),
                ("observedGeneration", .int(finding.generation)))
        }
        let error = finding.errors.first ?? ""
        let isInForce = finding.isAccepted && isEnforced
        let why =
            isInForce
            ? "new pods are admitted by it"
            : finding.isAccepted ? "the webhook is not in place yet" : "it is not accepted"
        return .fields(
            ("observedGeneration", .int(finding.generation)), ("pods", .int(count.pods)), ("held", .int(count.held)),
            ("unheld", .int(count.unheld)), ("lastError", .string(error)),
            (
                "conditions",
                .sequence([
                    condition(
                        "Accepted", finding.isAccepted, finding.isAccepted ? "Valid" : "Invalid",
                        finding.isAccepted ? finding.warnings.first ?? "it can be carried out" : error),
                    condition("Enforced", isInForce, isInForce ? "InForce" : "NotInForce", why),
                ])
            ))
    }
}
