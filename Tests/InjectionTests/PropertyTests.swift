import Manifests
import Startup
import TestSupport
import Testing

@testable import Injection

/// What must hold of any manifest, whatever it declares and however it is written.
@Suite struct PropertyTests {
    @Test(arguments: 0..<24)
    func anyPod(_ seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var held = 0
        var rewritten = 0
        for round in 0..<25 {
            let pod = RandomPod(&random)
            var writer = RandomText(SplitMix64(seed: random.next()))
            let text = writer.document(pod.value)
            let isWritten = (try? YAML.parse(text, name: "t").first).map { Value($0.root).sorted == pod.value.sorted }
            try #require(isWritten == true, "the test writes something else: \(text)")
            let result = try Injected(text)
            guard result.errors.isEmpty else {
                #expect(result.text == text, "what cannot be injected stays as it is")
                continue
            }
            try result.checkTheRules()
            if result.run.injected.contains(where: \.isChanged) { held += 1 }
            if result.run.injected.contains(where: { $0.isRewritten }) { rewritten += 1 }
            try run(pod, result, "seed \(seed) round \(round)\n\(result.text)")
        }
        #expect(held > 8)
        // Lines that would have to go into brackets.
        #expect(rewritten <= 2)
    }

    /// The rewritten pod, in virtual time: every need that was declared holds when its dependent begins.
    private func run(_ pod: RandomPod, _ result: Injected, _ comment: String) throws {
        let set = ManifestSet(try YAML.parse(result.text, name: "shop.yaml"))
        let rewritten = try #require(set.workloads.first.flatMap { PodReader.read($0).pod })
        var virtual = VirtualPod(rewritten, pod.world)
        virtual.run(until: 4000)
        for name in rewritten.all.map(\.name) where !name.hasPrefix("holdfast-") {
            #expect(virtual.firstInstruction[name] != nil, "\(name) never starts: \(comment)")
        }
        for need in pod.needs {
            let begin = try #require(virtual.firstInstruction[need.dependent], "\(comment)")
            let reached =
                switch need.condition {
                case "started": virtual.firstInstruction[need.dependency]
                case "ready": virtual.ready(need.dependency)
                default: virtual.completed(need.dependency)
                }
            let moment = try #require(reached, "\(comment)")
            #expect(begin >= moment, "\(need): \(comment)")
        }
        for target in pod.targets {
            for container in rewritten.containers {
                let begin = try #require(virtual.firstInstruction[container.name], "\(comment)")
                #expect(begin >= pod.world.targets[target] ?? .max, "\(container.name) waits for \(target): \(comment)")
            }
        }
        // Without its targets nothing begins.
        guard !pod.targets.isEmpty else { return }
        var world = pod.world
        world.targets = [:]
        var barren = VirtualPod(rewritten, world)
        barren.run(until: 600)
        for container in rewritten.containers {
            #expect(barren.firstInstruction[container.name] == nil, "\(container.name) begins: \(comment)")
        }
    }
}
