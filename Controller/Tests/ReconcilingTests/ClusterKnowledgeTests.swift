import KubernetesAPI
import Manifests
import Reconciling
import Synchronization
import Testing

struct ClusterKnowledgeTests {
    private static let key = ObjectKey(namespace: "shop", name: "p")
    private static let slice = ClusterKnowledge.Slice(.policies, Selection())

    private static func policy(_ version: Int, target: String = "tcp://a:1", held: Int = 0) -> Value {
        .fields(
            ("metadata", .fields(("name", .string("p")), ("resourceVersion", .string("\(version)")))),
            ("spec", .fields(("waitFor", .strings([target])))), ("status", .fields(("held", .int(held)))))
    }

    /// A status that this process has written comes back by the watch: were it news, it would be written again.
    @Test func aStatusIsNoNews() {
        let changes = Mutex(0)
        let knowledge = ClusterKnowledge(slices: [Self.slice]) { _, _ in changes.withLock { $0 += 1 } }
        knowledge.replace(Self.slice, [Self.key: Self.policy(1)])
        knowledge.set(Self.slice, Self.key, Self.policy(2, held: 7))
        #expect(changes.withLock { $0 } == 1)
        #expect(knowledge.objects(.policies)?[Self.key]?["status"]?["held"] == .int(7), "it is known all the same")
        knowledge.set(Self.slice, Self.key, Self.policy(3, target: "tcp://b:1", held: 7))
        #expect(changes.withLock { $0 } == 2)
        knowledge.set(Self.slice, Self.key, nil)
        #expect(changes.withLock { $0 } == 3)
    }

    /// The watch may tell of a later change before our own write has been answered.
    @Test func whatWasWrittenDoesNotHideWhatCameLater() {
        let knowledge = ClusterKnowledge(slices: [Self.slice]) { _, _ in }
        knowledge.replace(Self.slice, [Self.key: Self.policy(1)])
        let read = knowledge.objects(.policies)?[Self.key]
        knowledge.set(Self.slice, Self.key, Self.policy(3, target: "tcp://later:1"))
        knowledge.wrote(.policies, Self.key, Self.policy(2, target: "tcp://ours:1"), read: read)
        #expect(knowledge.objects(.policies)?[Self.key] == Self.policy(3, target: "tcp://later:1"))
        knowledge.wrote(
            .policies, Self.key, Self.policy(4, target: "tcp://ours:1"), read: Self.policy(3, target: "tcp://later:1"))
        #expect(knowledge.objects(.policies)?[Self.key] == Self.policy(4, target: "tcp://ours:1"))
    }
}
