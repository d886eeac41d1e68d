import KubernetesAPI
import Logging
import Manifests
import Testing

@testable import Reconciling

struct HookReconcilerTests {
    private static let events = "/apis/events.k8s.io/v1/namespaces/shop/events/"

    private static func pod(_ name: String, namespace: String = "shop", deed: String = "app after p ready: hook") throws
        -> Value
    {
        let record = #"{"by":"holdfast 1","did":["\#(deed)"],"undo":{"remove":[],"prune":[],"order":{}}}"#
        let text = """
            metadata: {name: \(name), namespace: \(namespace), uid: uid-of-\(name), annotations: {holdfast.dev/status: '\(record)'}}
            spec: {containers: [{name: p, lifecycle: {postStart: {exec: {command: [/holdfast/waiter, wait, --hook, "tcp://db:1"]}}}}, {name: app}]}
            status: {phase: Pending, conditions: [{type: Initialized, status: "True"}]}
            """
        return Value(try #require(try YAML.parse(Source(name: "pod", bytes: Array(text.utf8))).first).root)
    }

    /// The list of all pods has its own path, and so has each pod.
    private static func cluster(_ pods: [Value]) -> MemoryCluster {
        var objects: [String: Value] = [:]
        for pod in pods {
            let (name, namespace) = (pod["metadata"]?["name"]?.text ?? "", pod["metadata"]?["namespace"]?.text ?? "")
            objects["/api/v1/pods/" + name] = pod
            objects["/api/v1/namespaces/\(namespace)/pods/\(name)"] = pod
        }
        return MemoryCluster(objects)
    }

    private static func run(_ cluster: MemoryCluster, seconds: Int64) async {
        let time = VirtualTime(from: 0, lasting: seconds)
        let reconciler = HookReconciler(
            KubernetesClient(cluster, timing: time.timing), replica: "replica", isExcluded: { $0 == "kube-system" },
            wall: { "2026-01-01T00:00:00.000000Z" }, logger: Logger(label: "test"))
        await time.run { await reconciler.run() }
    }

    @Test func saysItOnceAndOnlyOfThoseThatAHookHolds() async throws {
        let cluster = Self.cluster([
            try Self.pod("held"), try Self.pod("other", deed: "init holdfast-wait: tcp://db:1"),
            try Self.pod("system", namespace: "kube-system"),
        ])
        await Self.run(cluster, seconds: 120)
        #expect(cluster.writes == ["POST " + Self.events.dropLast()])
        let event = try #require(cluster[Self.events + "held.uid-of-h.heldbyhook"])
        #expect(event["regarding"]?["uid"]?.text == "uid-of-held", "describe shows no Event without it")
        #expect(event["note"]?.text?.contains("p waits for tcp://db:1") == true)
        #expect(event["type"]?.text == "Warning")
    }

    @Test func aHookThatComesBackSoonIsNotWorthAWord() async throws {
        let cluster = Self.cluster([try Self.pod("held")])
        await Self.run(cluster, seconds: 12)
        #expect(cluster.writes == [])
    }

    @Test func aPodThatIsGoneIsForgotten() {
        var watch = HookWatch(patience: .seconds(15))
        #expect(watch.due(["a", "b"], at: .seconds(0)) == [])
        #expect(watch.due(["a"], at: .seconds(10)) == [])
        #expect(watch.due(["b", "a"], at: .seconds(15)) == ["a"], "b came anew")
        watch.settle("a")
        #expect(watch.due(["a", "b"], at: .seconds(40)) == ["b"])
        watch.postpone("b", at: .seconds(40))
        #expect(watch.due(["b", "c"], at: .seconds(54)) == [])
        #expect(watch.due(["b", "c"], at: .seconds(70)) == ["b", "c"], "who came first is first")
    }

    @Test func aNoteIsAsLongAsTheServerTakesIt() {
        let note = PodNote(
            namespace: "shop", name: "a", uid: "u", action: "A", reason: "B", text: String(repeating: "ä", count: 600))
        #expect(note.event(by: "r", at: "t")["note"]?.text?.utf8.count == 1023)
    }
}
