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
        var fields: [Value.Field] = [
            .init("observedGeneration", .int(finding.generation)), .init("pods", .int(count.pods)),
            .init("held", .int(count.held)), .init("unheld", .int(count.unheld)),
        ]
        // An empty text is "null" for the schema check of Kubernetes 1.20.
        if !error.isEmpty { fields.append(.init("lastError", .string(error))) }
        let conditions = [
            condition(
                "Accepted", finding.isAccepted, finding.isAccepted ? "Valid" : "Invalid",
                finding.isAccepted ? finding.warnings.first ?? "it can be carried out" : error),
            condition("Enforced", isInForce, isInForce ? "InForce" : "NotInForce", why),
        ]
        fields.append(.init("conditions", .sequence(conditions)))
        return .mapping(fields)
    }

    /// What turns the status that was there into this one (RFC 7386): what is gone is said to be gone.
    public static func patch(_ status: Value, before: Value?) -> Value {
        guard case .mapping(var fields) = status, status["lastError"] == nil, before?["lastError"] != nil else {
            return .fields(("status", status))
        }
        fields.append(.init("lastError", .null))
        return .fields(("status", .mapping(fields)))
    }
}
