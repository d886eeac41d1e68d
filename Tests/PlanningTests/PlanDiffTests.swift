import Rendering
import StartupGraph
import Testing
import Topology

@testable import Planning

struct PlanDiffTests {
    private let held = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"")

    @Test func theSameIsNoDifference() throws {
        let diff = PlanDiff(try Pictured.picture(held), try Pictured.picture(held))
        #expect(diff.isEmpty && !diff.isWeaker)
        #expect(PlanDiffText.render(diff) == "nothing changes in order, guarantee or time\n")
    }

    @Test func aHoldThatIsGoneIsWeaker() throws {
        let old = try Pictured.picture(held, isComplete: true)
        let new = try Pictured.picture(Pictured.shop(""), isComplete: true)
        let diff = PlanDiff(old, new)
        #expect(diff.isWeaker)
        #expect(diff.removedNeeds.map(\.need.dependency) == ["deployment/config/app"])
        #expect(diff.waves.map(\.name) == ["deployment/shop/app"])
        #expect(PlanDiffText.render(diff).contains("! deployment/shop/app needs deployment/config/app"))
        #expect(!PlanDiff(new, old).isWeaker)
    }

    @Test func proceedingIsWeakerThanFailing() throws {
        let open = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\", holdfast.dev/on-timeout: proceed")
        let diff = PlanDiff(try Pictured.picture(held), try Pictured.picture(open))
        #expect(diff.changes.count == 1 && diff.isWeaker)
        #expect(PlanDiffText.render(diff).contains("weaker: [init; closed"))
        #expect(PlanDiffJSON.render(diff).contains("\"weaker\": true"))
    }

    @Test func timesAreCompared() throws {
        func times(_ seconds: Int) -> [WorkloadGraph.Vertex: NodeTimes] {
            [
                .container(pod: 0, index: 0): .init(start: .zero, ready: .seconds(seconds)),
                .container(pod: 1, index: 0): .init(start: .seconds(seconds), ready: .seconds(seconds + 1)),
            ]
        }
        let diff = PlanDiff(
            try Pictured.picture(held, times: times(20)), try Pictured.picture(held, times: times(4)))
        #expect(diff.shifts.count == 2)
        #expect(PlanDiffText.render(diff).contains("all ready: 21s -> 5s (-16s)"))
    }

    @Test func aTargetThatIsNotAskedAnyMoreIsLost() throws {
        func diff(_ old: String, _ new: String) throws -> PlanDiff {
            func picture(_ urls: String) throws -> GraphPicture {
                try Pictured.picture(Pictured.shop("holdfast.dev/wait-for: \"\(urls)\""))
            }
            return PlanDiff(try picture(old), try picture(new))
        }
        #expect(try diff("http://config/info, tcp://far:1", "http://config/info").isWeaker)
        #expect(try !diff("http://config/info", "http://config/info, tcp://far:1").isWeaker)
        #expect(try !diff("http://config/info, tcp://far:1", "http://config/info, redis://far:1").isWeaker)
    }

    @Test func anotherConditionIsAChange() throws {
        func picture(_ condition: String) throws -> GraphPicture {
            try Pictured.picture(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: a
                  annotations: {holdfast.dev/startup: "containers: {app: {dependsOn: {proxy: \(condition)}}}"}
                spec:
                  containers:
                    - {name: proxy, image: p, command: [p], readinessProbe: {tcpSocket: {port: 1}}}
                    - {name: app, image: a, command: [a]}
                """)
        }
        let (started, ready) = (try picture("started"), try picture("ready"))
        let diff = PlanDiff(started, ready)
        #expect(diff.removedNeeds.isEmpty && diff.addedNeeds.isEmpty && !diff.isWeaker)
        #expect(diff.changes.map(\.isStronger) == [true])
        #expect(PlanDiffText.render(diff).contains("to be ready, was started  stronger: "))
        #expect(PlanDiff(ready, started).isWeaker)
    }

    @Test func theUsualNamespaceMayBeSaid() throws {
        let said = held.replacing("metadata: {name: ", with: "metadata: {namespace: default, name: ")
        #expect(PlanDiff(try Pictured.picture(held), try Pictured.picture(said)).isEmpty)
    }

    private static func loop(_ init: String, _ annotations: String = "a: b") -> String {
        Pictured.shop(annotations).replacing(
            "spec: {containers: [{name: app, image: shop, command: [shop]}]}",
            with: "spec: {\(`init`)containers: [{name: app, image: shop, command: [shop]}]}")
    }

    /// A wait container that goes takes what it waited for with it, unless something else waits for that.
    @Test(arguments: [
        (loop(""), true), (loop("", "holdfast.dev/wait-for: \"http://config/info\""), false),
        (loop("", "holdfast.dev/wait-for: \"http://config/info\", holdfast.dev/on-timeout: proceed"), true),
    ])
    func whatAWaitContainerWaitedForIsNotForgotten(new: String, isWeaker: Bool) throws {
        let wait =
            "initContainers: [{name: wait, image: c, command: [sh, -c, \"until curl -f http://config/info; do sleep 1; done\"]}], "
        let diff = PlanDiff(
            try Pictured.picture(Self.loop(wait), isComplete: true), try Pictured.picture(new, isComplete: true))
        #expect(diff.removed == ["deployment/shop/wait"])
        #expect(diff.isWeaker == isWeaker)
        #expect(diff.lostNeeds.map(\.need.dependency) == (isWeaker ? ["deployment/config/app"] : []))
        #expect(PlanDiffText.render(diff).contains("! deployment/shop/app needs deployment/config/app") == isWeaker)
    }

    /// What is outside is still there when nobody asks for it; asked in another way it is still asked.
    @Test(arguments: [("a: b", true), ("holdfast.dev/wait-for: \"postgres://db.example.com:5432\"", false)])
    func aTargetThatNobodyAsksForIsLost(annotations: String, isWeaker: Bool) throws {
        let old = try Pictured.picture(
            Pictured.shop("holdfast.dev/wait-for: \"tcp://db.example.com:5432\""), isComplete: true)
        let diff = PlanDiff(old, try Pictured.picture(Pictured.shop(annotations), isComplete: true))
        #expect(diff.isWeaker == isWeaker)
    }
}
