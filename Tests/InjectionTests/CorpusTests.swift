import Foundation
import Manifests
import Startup
import TestSupport
import Testing

@testable import Injection

/// Real public manifests, with a policy that makes every pod wait for one target.
@Suite struct CorpusTests {
    private static let policy = Source(
        name: "policy",
        text: """
            apiVersion: holdfast.dev/v1alpha1
            kind: ClusterStartupPolicy
            metadata: {name: all}
            spec: {waitFor: ["tcp://holdfast-target:5432"]}
            """)

    @Test(
        .enabled(if: !Corpus.files.isEmpty, "the corpus is not beside this clone"),
        arguments: [Strategy.initContainer, .wrap, .auto])
    func everyReadableFile(_ strategy: Strategy) throws {
        var injected = 0
        for file in Corpus.files {
            let name = file.path.replacing(Corpus.root.path + "/", with: "")
            let source = Source(name: name, bytes: [UInt8](try Data(contentsOf: file)))
            guard let before = try? YAML.parse(source) else { continue }
            var settings = InjectionSettings()
            settings.policies = PolicyReader.read(ManifestSet([Self.policy]).objects).policies
            settings.defaults.strategy = strategy
            let run = InjectionRun.inject([source], settings)
            let result = try #require(run.files.first)
            let after = try YAML.parse(Source(name: name, bytes: result.bytes))
            #expect(before.count == after.count, "\(name)")
            let errors = run.diagnostics.filter { $0.severity == .error }
            for (old, new) in zip(before, after) {
                let bytes = (source.bytes[old.range], result.bytes[new.range])
                if bytes.0.elementsEqual(bytes.1) { continue }
                injected += 1
                Loss.check(Value(old.root), Value(new.root), sourceLocation: #_sourceLocation)
                #expect(String(decoding: bytes.1, as: UTF8.self).contains("holdfast.dev/status"), "\(name)")
            }
            if strategy == .initContainer {
                let pods = ManifestSet(before).workloads.filter { PodReader.read($0).diagnostics.isEmpty }.count
                #expect(run.injected.count >= pods - errors.count, "\(name): \(errors.map(\.text))")
            }
            #expect(
                InjectionRun.inject([Source(name: name, bytes: result.bytes)], settings).files.first?.bytes
                    == result.bytes, "\(name)")
            #expect(
                InjectionRun.remove([Source(name: name, bytes: result.bytes)]).files.first?.bytes == source.bytes,
                "\(name)")
            let rewritten = run.injected.filter(\.isRewritten).map(\.title)
            #expect(rewritten.isEmpty, "\(name): \(rewritten)")
        }
        #expect(injected > (strategy == .wrap ? 20 : 80))
    }
}
