import Driving
import Foundation
import Observing
import Stories
import Testing

extension EndToEnd {
    /// One thing goes wrong at a time while 500 pods are created: none lost, none wrongly admitted, none blocked.
    @Suite(.needsController) struct ChaosTests {
        /// A creation may take as long as the webhook's timeout, and what the API server itself needs on a busy node.
        private static let limit = 5.0 + 2.0

        @Test(.timeLimit(.minutes(8))) func nothingGetsPast() async throws {
            let surroundings = try await Surroundings.read()
            var counts: [FloodCount] = []
            var plan = Disturbance.allCases.map { ($0, FailurePolicy.fail) }
            plan += [(.controllerKilled, FailurePolicy.ignore), (.apiserverRestarted, FailurePolicy.ignore)]
            for (disturbance, policy) in plan {
                if disturbance.needsParts, surroundings.part == nil {
                    Progress.say("chaos: \(disturbance.rawValue): skipped, the cluster is not ours")
                    continue
                }
                let count = try await FailurePolicy.with(policy, surroundings.kubectl) {
                    try await meet(disturbance, policy, surroundings)
                }
                counts.append(count)
                Progress.say("chaos: " + FloodCount.table([count]).rows[0].joined(separator: "  "))
                #expect(count.lost == 0 && count.there == count.asked, "\(disturbance.rawValue): pods are lost")
                #expect(count.wrong == 0, "\(disturbance.rawValue): pods were admitted with what no policy asks for")
                #expect(count.blocked == 0, "\(disturbance.rawValue): creations took longer than the webhook may")
                if policy == FailurePolicy.fail {
                    #expect(count.without == 0, "\(disturbance.rawValue): pods came in unheld in spite of Fail")
                }
            }
            let table = FloodCount.table(counts)
            Progress.say("chaos, \(surroundings.flood) pods each:\n" + table.text)
            try surroundings.record("chaos", table, counts)
        }

        private func meet(
            _ disturbance: Disturbance, _ policy: String, _ surroundings: Surroundings
        ) async throws -> FloodCount {
            try await Namespace.with("chaos", surroundings.kubectl, waits: true) { kubectl in
                try await kubectl("apply", "-f", "-", input: FloodStory.policy(FloodStory.targets[0]))
                try await ControllerProbe.accepted("flood", kubectl)
                let flood = Flood(
                    kubectl: kubectl, story: FloodStory(busybox: surroundings.busybox), count: surroundings.flood,
                    seconds: disturbance.seconds)
                async let created = flood.run()
                try await Task.sleep(for: .seconds(1))
                try await disturbance.happen(surroundings, kubectl)
                let outcome = try await created
                let pods = try #require(
                    await Deadline.poll(.seconds(60)) { try await kubectl.pods("app=flood") },
                    "the pods cannot be listed")
                let count = FloodCount(
                    disturbance: disturbance.rawValue, failurePolicy: policy, asked: Set(flood.names),
                    log: outcome.log, retried: outcome.retried, pods: pods, targets: FloodStory.targets,
                    limit: Self.limit)
                if policy == FailurePolicy.ignore { await Self.reported(count, kubectl) }
                return count
            }
        }

        /// What slipped through under Ignore stands in the policy's status, in the end.
        private static func reported(_ count: FloodCount, _ kubectl: Kubectl) async {
            let says = await Deadline.poll(.seconds(45), every: .seconds(1)) { () async throws -> Bool? in
                let status = try await kubectl.get("startuppolicy", "flood", as: JSONValue.self)["status"]
                let isRight =
                    status?["pods"] == .number(Double(count.there)) && status?["held"] == .number(Double(count.held))
                    && status?["unheld"] ?? .number(0) == .number(Double(count.without))
                return isRight ? true : nil
            }
            #expect(
                says == true,
                "\(count.disturbance): the policy's status does not say that \(count.without) slipped through")
        }
    }
}
