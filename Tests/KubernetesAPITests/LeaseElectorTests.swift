import Manifests
import Synchronization
import Testing

@testable import KubernetesAPI

struct LeaseElectorTests {
    private let lease = ObjectKey(namespace: "holdfast-system", name: "holdfast-controller")

    private func elector(_ transport: FakeTransport, _ time: ManualTime, _ name: String) -> LeaseElector<FakeTransport>
    {
        LeaseElector(
            KubernetesClient(transport, timing: time.timing()), lease: lease, labels: ["app": "x"], identity: name
        ) { .seconds(1_700_000_000) + time.now }
    }

    /// Works until it is cancelled.
    private static func wait() async {
        for await _ in AsyncStream<Never>.makeStream().stream {}
    }

    @Test func theFirstLeadsUntilItResignsAndThenTheOther() async {
        let leases = FakeLeases()
        let time = ManualTime()
        let transport = FakeTransport(send: { (request, _) async throws(APIFailure) in try leases.answer(request) })
        let (first, second) = (elector(transport, time, "one"), elector(transport, time, "two"))
        let (began, beginner) = AsyncStream<String>.makeStream()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await first.run {
                    beginner.yield("one")
                    await Self.wait()
                }
            }
            var names = began.makeAsyncIterator()
            #expect(await names.next() == "one")
            // Its pause, and who watches its deadline.
            await time.untilSleepers(2)
            #expect(first.leadership.isLeader && leases.holder == "one")
            group.addTask {
                await second.run {
                    beginner.yield("two")
                    await Self.wait()
                }
            }
            await time.untilSleepers(3)
            #expect(!second.leadership.isLeader && second.leadership.holder == "one")
            first.resign()
            await group.next()
            #expect(!first.leadership.isLeader && leases.holder == "")
            time.advance(by: .seconds(2))
            #expect(await names.next() == "two")
            #expect(second.leadership.isLeader && leases.holder == "two")
            // What others put into the Lease stays, and so does the place of its holder in time.
            #expect(leases.lease?["metadata"]?["labels"]?["app"]?.text == "x")
            #expect(leases.lease.map { LeaseRecord($0).transitions } == 1)
            #expect(leases.lease.map { LeaseRecord($0).renewed } == "2023-11-14T22:13:22.000000Z")
            group.cancelAll()
        }
        // Cancelled it could not give the Lease back.
        #expect(leases.holder == "two" && !second.leadership.isLeader)
    }

    @Test func aServerThatHangsEndsTheWorkInTime() async {
        let leases = FakeLeases()
        let time = ManualTime()
        let transport = FakeTransport(send: { (request, count) async throws(APIFailure) in
            // The Lease is made, then nothing is answered any more.
            count < 2 ? try leases.answer(request) : try await FakeTransport.hang()
        })
        let elector = elector(transport, time, "one")
        let (ended, ender) = AsyncStream<Duration>.makeStream()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await elector.run {
                    await Self.wait()
                    ender.yield(time.now)
                }
            }
            await time.untilSleepers(2)
            time.advance(by: .seconds(2))
            await time.untilSleepers(1)
            #expect(elector.leadership.isLeader)
            time.advance(by: .seconds(8))
            #expect(!elector.leadership.isLeader)
            var ends = ended.makeAsyncIterator()
            #expect(await ends.next() == .seconds(10))
            group.cancelAll()
        }
    }

    @Test func workThatEndsGivesTheLeaseBack() async {
        let leases = FakeLeases()
        let transport = FakeTransport(send: { (request, _) async throws(APIFailure) in try leases.answer(request) })
        let elector = elector(transport, ManualTime(), "one")
        await elector.run {}
        #expect(leases.holder == "" && !elector.leadership.isLeader)
    }
}
