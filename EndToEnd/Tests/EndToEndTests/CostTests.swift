import Driving
import Foundation
import Observing
import Stories
import Testing

extension EndToEnd {
    /// What the webhook costs those who create pods.
    @Suite(.needsController) struct CostTests {
        /// `kubectl create` of all pods in one call, in a namespace that opted out, in one where nothing is declared, and
        /// in one where each is held; twice each, by turns, the better one counts. Printed, not asserted.
        @Test(.timeLimit(.minutes(5))) func creatingPods() async throws {
            let surroundings = try await Surroundings.read()
            var best: [String: Double] = [:]
            let kinds = ["opted out", "nothing declared", "held"]
            for _ in 1...2 {
                for kind in kinds {
                    let seconds = try await create(kind, surroundings)
                    best[kind] = min(best[kind] ?? seconds, seconds)
                    Progress.say("cost: \(surroundings.flood) pods, \(kind): \(Table.number(seconds)) s")
                }
            }
            let base = try #require(best["opted out"])
            let table = Table(
                columns: ["kubectl create of \(surroundings.flood) pods", "seconds", "ratio"],
                rows: kinds.map { [$0, Table.number(best[$0]), Table.number(best[$0].map { $0 / base })] })
            Progress.say("cost:\n" + table.text)
            try surroundings.record("cost", table, best)
        }

        private func create(_ kind: String, _ surroundings: Surroundings) async throws -> Double {
            let labels = kind == "opted out" ? ["holdfast.dev/admission=disabled"] : []
            return try await Namespace.with("cost", surroundings.kubectl, labels: labels, waits: true) { kubectl in
                if kind == "held" {
                    try await kubectl("apply", "-f", "-", input: FloodStory.policy(FloodStory.targets[0]))
                    try await ControllerProbe.accepted("flood", kubectl)
                }
                let story = FloodStory(busybox: surroundings.busybox)
                let pods = story.pods((0..<surroundings.flood).map { "flood-\($0)" })
                let began = ContinuousClock.now
                try await kubectl("create", "-f", "-", "--validate=false", input: pods, deadline: .seconds(120))
                let seconds = began.duration(to: .now).seconds
                let held = try await kubectl.pods("app=flood").count(where: \.isHeld)
                #expect(held == (kind == "held" ? surroundings.flood : 0))
                return seconds
            }
        }
    }
}
