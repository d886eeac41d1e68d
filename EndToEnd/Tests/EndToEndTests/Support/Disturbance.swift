import Driving
import Observing
import Stories

/// What happens while pods are created.
enum Disturbance: String, CaseIterable, Sendable {
    case nothing
    case controllerKilled = "controller killed"
    case rolledOver = "replicas rolled over"
    case certificateRotated = "certificate rotated"
    case policiesChanged = "policies changed"
    case apiserverRestarted = "API server restarted"
    case etcdSlow = "etcd slow"

    /// Whether it needs the parts of a cluster of our own.
    var needsParts: Bool { self == .apiserverRestarted || self == .etcdSlow }

    /// Over how many seconds the creations are spread, so that they are there all the time that it takes.
    var seconds: Double {
        switch self {
        case .nothing, .controllerKilled: 6
        case .policiesChanged, .etcdSlow, .apiserverRestarted: 10
        case .certificateRotated, .rolledOver: 20
        }
    }

    /// Does it, and returns when it is over.
    func happen(_ surroundings: Surroundings, _ kubectl: Kubectl) async throws {
        let system = surroundings.kubectl.of(ControllerProbe.namespace)
        switch self {
        case .nothing: break
        case .controllerKilled:
            let pods = try await system(
                "get", "pods", "-l", "app.kubernetes.io/name=\(ControllerProbe.name)", "-o", "name")
            guard let pod = pods.split(separator: "\n").first else { return }
            try await system("delete", String(pod), "--grace-period=0", "--force", "--wait=false")
        case .rolledOver:
            try await system("rollout", "restart", "deployment/\(ControllerProbe.name)")
            try await system(
                "rollout", "status", "deployment/\(ControllerProbe.name)", "--timeout=90s", deadline: .seconds(100))
        case .certificateRotated:
            try await system("delete", "secret", "holdfast-webhook-tls")
            let isBack = await Deadline.poll(.seconds(60)) { try await system("get", "secret", "holdfast-webhook-tls") }
            if isBack == nil { throw ProgramError.unreadable("the controller", why: "no new certificate within 60 s") }
        case .policiesChanged:
            for index in 1...7 {
                let target = FloodStory.targets[index % 2]
                try await kubectl("apply", "-f", "-", input: FloodStory.policy(target))
                try await Task.sleep(for: .seconds(1))
            }
        case .apiserverRestarted:
            _ = try await surroundings.part?.run(["restart", "apiserver"], deadline: .seconds(60))
        case .etcdSlow:
            _ = try await surroundings.part?.run(["slow", "etcd", "8"], deadline: .seconds(60))
        }
    }
}
