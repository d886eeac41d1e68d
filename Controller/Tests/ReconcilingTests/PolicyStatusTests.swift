import Admission
import Manifests
import Reconciling
import Testing

struct PolicyStatusTests {
    private static func finding(_ errors: [String]) throws -> PolicyFinding {
        let text = """
            {"apiVersion": "holdfast.dev/v1alpha1", "kind": "StartupPolicy", "metadata": {"name": "p", "namespace": "n",
             "generation": 3}, "spec": {"waitFor": ["\(errors.isEmpty ? "tcp://db:5432" : errors[0])"]}}
            """
        let value = Value(try #require(try YAML.parse(text, name: "policy").first).root)
        return try #require(AdmissionSettings([value]).findings.first)
    }

    @Test func whatSaysTheSameIsTheSame() throws {
        var count = PolicyTally.Count()
        count.pods = 3
        count.held = 2
        let finding = try Self.finding([])
        let first = PolicyStatus.make(finding, count, isEnforced: true, before: nil, now: "2026-11-25T10:00:00Z")
        let second = PolicyStatus.make(finding, count, isEnforced: true, before: first, now: "2026-11-25T11:00:00Z")
        #expect(first == second)
        #expect(first["unheld"] == .int(1))
        #expect(first["observedGeneration"] == .int(3))
        #expect(first["lastError"] == nil)
    }

    @Test func timesChangeWithTheirCondition() throws {
        let finding = try Self.finding([])
        let first = PolicyStatus.make(finding, .init(), isEnforced: false, before: nil, now: "2026-11-25T10:00:00Z")
        let second = PolicyStatus.make(finding, .init(), isEnforced: true, before: first, now: "2026-11-25T11:00:00Z")
        guard case .sequence(let conditions)? = second["conditions"] else { throw CancellationError() }
        #expect(conditions.map { $0["type"]?.text } == ["Accepted", "Enforced"])
        #expect(conditions.map { $0["status"]?.text } == ["True", "True"])
        #expect(
            conditions.map { $0["lastTransitionTime"]?.text } == ["2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z"])
    }

    @Test func aFaultyPolicyIsNotEnforced() throws {
        let finding = try Self.finding(["nonsense://"])
        let status = PolicyStatus.make(finding, .init(), isEnforced: true, before: nil, now: "2026-11-25T10:00:00Z")
        guard case .sequence(let conditions)? = status["conditions"] else { throw CancellationError() }
        #expect(conditions.map { $0["status"]?.text } == ["False", "False"])
        #expect(status["lastError"]?.text?.isEmpty == false)
        // Put right, the error goes: left out of a merge patch it would stay.
        let right = PolicyStatus.make(
            try Self.finding([]), .init(), isEnforced: true, before: status, now: "2026-11-25T11:00:00Z")
        #expect(PolicyStatus.patch(right, before: status)["status"]?["lastError"] == .null)
        #expect(PolicyStatus.patch(right, before: nil)["status"] == right)
    }
}
