import Foundation
import Injection
import Manifests
import Startup
import TestSupport
import Testing

/// Real public manifests: every file is read or refused with a place, none crashes, none takes more than a second.
@Suite struct CorpusTests {
    @Test(.enabled(if: !Corpus.files.isEmpty, "the corpus is not beside this clone"))
    func everyFileIsReadOrRefusedWithAPlace() throws {
        for file in Corpus.files {
            let source = Source(name: file.lastPathComponent, bytes: [UInt8](try Data(contentsOf: file)))
            let start = ContinuousClock.now
            let set = ManifestSet([source])
            var diagnostics = set.diagnostics
            let (mesh, meshDiagnostics) = IstioMesh.read(set.objects)
            diagnostics += meshDiagnostics
            for workload in set.workloads {
                let (pod, podDiagnostics) = PodReader.read(workload)
                diagnostics += podDiagnostics
                guard let pod else { continue }
                let (declaration, declared) = DeclarationReader.read(pod, mesh: mesh)
                diagnostics += declared
                let (plan, planned) = StartupPlanner.plan(pod, declaration)
                diagnostics += planned
                if let plan {
                    let held = PodHolder.hold(plan, tools: WaiterTools(waiter: "/w", stateDirectory: "/s"))
                    #expect(held.pod.all.count >= pod.all.count)
                }
            }
            #expect(diagnostics.allSatisfy { $0.location != nil && !$0.file.isEmpty }, "\(file.lastPathComponent)")
            #expect(start.duration(to: .now) < .seconds(1), "\(file.lastPathComponent)")
        }
    }
}
