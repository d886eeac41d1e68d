import Driving
import Observing

/// Whether and how the controller is there.
enum ControllerProbe {
    static let namespace = "holdfast-system"
    static let name = "holdfast-controller"
    /// Why what needs it is skipped.
    static let need: String = "needs the controller: holdfast install | kubectl apply -f -"

    /// Whether its Deployment has a ready replica.
    static func isThere() async -> Bool {
        guard Surroundings.isOn, let surroundings = try? await Surroundings.read() else { return false }
        let deployment = try? await surroundings.kubectl.of(namespace).get("deployment", name, as: JSONValue.self)
        if case .number(let ready)? = deployment?["status"]?["readyReplicas"] { return ready > 0 }
        return false
    }

    /// Waits until the policy's condition Accepted is True.
    static func accepted(_ policy: String, _ kubectl: Kubectl) async throws {
        let isAccepted = await Deadline.poll(.seconds(20)) { () async throws -> Bool? in
            let object = try await kubectl.get("startuppolicy", policy, as: JSONValue.self)
            return condition("Accepted", object) == "True" ? true : nil
        }
        if isAccepted != true {
            let said = try await kubectl("get", "startuppolicy", policy, "-o", "yaml")
            throw ProgramError.unreadable("the controller", why: "policy \(policy) is not Accepted: \(said)")
        }
    }

    /// The status of a condition of an object.
    static func condition(_ type: String, _ object: JSONValue) -> String? {
        (object["status"]?["conditions"]?.elements ?? []).first { $0["type"]?.text == type }?["status"]?.text
    }
}
