import Driving
import Foundation
import Observing
import Stories
import Testing

extension EndToEnd {
    /// The article's story: what each way costs. Asserted is only what each has to hold; times are printed.
    @Suite struct StoryTests {
        @Test(.timeLimit(.minutes(12))) func theArticlesStory() async throws {
            let surroundings = try await Surroundings.read()
            let run = StoryRun(surroundings)
            Progress.say("story: the lower bound, \(surroundings.replicas) replicas with a dependency that is there")
            let bound = try await run.bound()
            Progress.say(
                "story: alone all are ready after \(Table.number(bound.alone)) s, "
                    + "one from its first line after \(Table.number(bound.own)) s")
            var figures: [WayFigures] = []
            for way in try await ways() {
                let figure = try await run.play(way)
                figures.append(figure)
                Progress.say(
                    "story: \(way.rawValue): all ready \(Table.number(figure.allReady)) s, restarts \(figure.restarts), "
                        + "dependency \(Table.number(figure.dependency)) s, lag median \(Table.number(figure.lagMedian)) s"
                )
                #expect(figure.ready == figure.pods, "\(way.rawValue): not all became ready")
                #expect(figure.lags.count == figure.pods, "\(way.rawValue): not every pod's log says when it began")
                if way == .nothing {
                    #expect(figure.restarts > 0 && figure.crashLoops > 0, "the story is none: nothing crashed")
                }
                if way.isHoldfast {
                    #expect(figure.restarts == 0, "\(way.rawValue): something was started again")
                    // The witness asks every 50 ms and shares the node: a moment before its first answer is no fault.
                    #expect(
                        (figure.lags.first ?? -1) > -0.3, "\(way.rawValue): a program ran before its dependency did")
                }
            }
            let table = StoryTable.table(figures, bound: bound)
            Progress.say("story, \(surroundings.replicas) replicas, Kubernetes \(surroundings.version):\n" + table.text)
            try surroundings.record("story", table, figures)
        }

        /// All, or those that HOLDFAST_E2E_WAYS names (by case, with commas); the controller's only where it runs.
        private func ways() async throws -> [Way] {
            let wanted = ProcessInfo.processInfo.environment["HOLDFAST_E2E_WAYS"]?.split(separator: ",").map(
                String.init)
            let hasController = await ControllerProbe.isThere()
            return Way.allCases.filter { way in
                (!way.needsController || hasController) && wanted?.contains("\(way)") ?? true
            }
        }
    }
}
