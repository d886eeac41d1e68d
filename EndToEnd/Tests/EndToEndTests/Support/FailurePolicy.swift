import Driving
import Observing

/// The webhook's failurePolicy, changed for a while.
enum FailurePolicy {
    static let ignore = "Ignore"
    static let fail = "Fail"

    /// Sets it, runs the body, and sets it back to what it was.
    static func with<Value>(_ policy: String, _ kubectl: Kubectl, _ body: () async throws -> Value) async throws
        -> Value
    {
        let before = try await read(kubectl)
        try await write(policy, kubectl)
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        _ = await Deadline.poll(.seconds(30)) {
            try await write(before, kubectl)
            return true
        }
        return try result.get()
    }

    private static func read(_ kubectl: Kubectl) async throws -> String {
        let webhooks =
            try await kubectl.get(
                "mutatingwebhookconfiguration", ControllerProbe.name, as: JSONValue.self)["webhooks"]?.elements ?? []
        return webhooks.first?["failurePolicy"]?.text ?? ignore
    }

    private static func write(_ policy: String, _ kubectl: Kubectl) async throws {
        // All of it would have to be written by a merge patch: the list has no keys there.
        try await kubectl(
            "patch", "mutatingwebhookconfiguration", ControllerProbe.name, "--type=json", "-p",
            #"[{"op":"test","path":"/webhooks/0/name","value":"pods.holdfast.dev"},"#
                + #"{"op":"replace","path":"/webhooks/0/failurePolicy","value":"\#(policy)"}]"#)
    }
}
