import Driving
import Observing
import Stories
import Testing

extension EndToEnd {
    /// The instrument itself: where nobody holds pods it has to say so, or its zeros elsewhere mean nothing.
    @Suite struct FloodTests {
        @Test(.timeLimit(.minutes(2))) func countsWhatNobodyHeld() async throws {
            let surroundings = try await Surroundings.read()
            let labels = ["holdfast.dev/admission=disabled"]
            try await Namespace.with("flood", surroundings.kubectl, labels: labels) { kubectl in
                let flood = Flood(
                    kubectl: kubectl, story: FloodStory(busybox: surroundings.busybox), count: 100, seconds: 2)
                let outcome = try await flood.run()
                let count = FloodCount(
                    disturbance: "nothing", failurePolicy: "none", asked: Set(flood.names), log: outcome.log,
                    retried: outcome.retried, pods: try await kubectl.pods("app=flood"), targets: FloodStory.targets,
                    limit: 7)
                Progress.say("flood without a webhook: " + FloodCount.table([count]).rows[0].joined(separator: "  "))
                #expect(count.there == 100 && count.without == 100 && count.lost == 0 && count.held == 0)
                // One answer for each pod, or kubectl writes its log in another way than is read here.
                #expect(outcome.log.seconds.count >= 100)
            }
        }
    }
}
