import Rendering
import StartupGraph
import Testing
import Topology

@testable import Planning

struct PictureBuilderTests {
    @Test func edgesCarryTheirMechanismAndGuarantee() throws {
        let picture = try Pictured.picture(Pictured.shop("holdfast.dev/wait-for: \"http://config/info\""))
        #expect(picture.groups.map(\.title) == ["deployment/config", "deployment/shop"])
        #expect(picture.nodes.map(\.wave) == [0, 1])
        let edge = try #require(picture.edges.first)
        #expect(edge.dependent == 1 && edge.dependency == 0)
        #expect(edge.strategy == "init" && edge.assurance == .closed && edge.via == "http://config/info")
        #expect(edge.stronger.isEmpty)
    }

    @Test func whatTakesNoPartIsCountedOnly() throws {
        let other =
            "\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: lone}\nspec: {containers: [{name: a, image: b}]}\n"
        let text = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"", more: other)
        let picture = try Pictured.picture(text)
        #expect(picture.groups.count == 2)
        #expect(picture.remarks == ["1 pod needs nothing, and nobody needs it"])
        #expect(try Pictured.picture(text, isComplete: true).groups.count == 3)
    }

    @Test func timesGiveACriticalPathAndSlack() throws {
        let text = Pictured.shop("holdfast.dev/wait-for: \"http://config/info, tcp://far:1\"")
        let times: [WorkloadGraph.Vertex: NodeTimes] = [
            .container(pod: 0, index: 0): .init(start: .zero, ready: .seconds(20)),
            .container(pod: 1, index: 0): .init(start: .seconds(20), ready: .seconds(25)),
            .target("tcp://far:1"): .init(start: .zero, ready: .seconds(5)),
        ]
        let picture = try Pictured.picture(text, times: times)
        #expect(picture.criticalPath.map { picture.nodes[$0].label } == ["app", "app"])
        #expect(picture.end == .seconds(25))
        let far = try #require(picture.nodes.first { $0.kind == .target })
        #expect(far.slack == .seconds(15) && !far.isCritical)
        #expect(picture.edges.filter(\.isCritical).count == 1)
    }
}
