import Reconciling
import Testing

struct SignalTests {
    @Test func whatWasSetBeforeIsNotLost() async {
        let signal = Signal()
        signal.set()
        signal.set()
        await signal.wait()
        // Two were one: the next wait ends with its time.
        let time = VirtualTime(from: 0, lasting: 10)
        await signal.wait(for: .seconds(1), timing: time.timing)
        #expect(time.moment.seconds == 1)
    }

    @Test func cancellationEndsAWait() async {
        let signal = Signal()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal.wait() }
            group.cancelAll()
        }
        // A cancelled wait leaves nothing behind.
        let time = VirtualTime(from: 0, lasting: 10)
        await signal.wait(for: .seconds(1), timing: time.timing)
        #expect(time.moment.seconds <= 1)
    }
}
