import Foundation
import Lint
import Manifests
import Migration
import Prediction
import Rendering
import StartupGraph
import TestSupport
import Testing
import Topology

@testable import Planning

/// Real public manifests through everything that looks at many of them at once: lint, fixes, migrate, plan, comparison.
/// All of them together are also the hardest set: other projects' names, and the same names again and again.
@Suite struct CorpusTests {
    /// The files of each project, and all of them together.
    static let sets: [(name: String, sources: [Source])] = {
        let sources = Corpus.files.compactMap { file -> Source? in
            guard let data = try? Data(contentsOf: file) else { return nil }
            return Source(name: file.path.replacing(Corpus.root.path + "/", with: ""), bytes: [UInt8](data))
        }
        let projects = Dictionary(grouping: sources) { $0.name.split(separator: "/").first.map(String.init) ?? "" }
        return projects.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("all", sources)]
    }()

    @Test(.enabled(if: !sets.isEmpty && !sets[0].sources.isEmpty, "the corpus is not beside this clone"))
    func everySetIsReadThrough() throws {
        for (name, sources) in Self.sets {
            let survey = Survey(ManifestSet(sources))
            let report = Linter.lint(survey)
            #expect(report.pods == survey.pods.count)
            let forecast = Forecast(survey, .declared)
            let outcome = forecast.run()
            #expect(outcome.pods.count >= survey.pods.count, "\(name)")
            do throws(CycleError) {
                let (picture, _) = try PictureBuilder.predicted(
                    survey, forecast, outcome, title: name, isComplete: true)
                #expect(picture.groups.count == survey.pods.count, "\(name)")
                for edge in picture.edges {
                    #expect(
                        picture.nodes.indices.contains(edge.dependent)
                            && picture.nodes.indices.contains(edge.dependency))
                }
                #expect(!GraphSVG.render(picture).isEmpty)
            } catch {
                Issue.record("\(name) is said to be a circle: \(error.description)")
            }
        }
    }

    @Test(.enabled(if: !sets.isEmpty && !sets[0].sources.isEmpty, "the corpus is not beside this clone"))
    func whatIsFixedOrMigratedIsReadTheSameAgain() throws {
        for (name, sources) in Self.sets where name != "all" {
            let fixed = FixRun(sources, SurveySettings(), LintOptions()) { $0.fix != nil }
            #expect(fixed.files.count == sources.count)
            let again = FixRun(
                fixed.files.map { Source(name: $0.source.name, bytes: $0.bytes) }, SurveySettings(), LintOptions()
            ) { $0.fix != nil }
            #expect(again.fixed.map(\.message).isEmpty, "\(name)")
            let migrated = MigrationRun(sources)
            let twice = MigrationRun(migrated.files.map { Source(name: $0.source.name, bytes: $0.bytes) })
            #expect(twice.migrated == 0 && !twice.files.contains(where: \.isChanged), "\(name)")
        }
    }
}
