import HandWritten
import Startup
import Topology

extension PodSubject {
    /// The waits, one of those that have several targets: for what is about the wait rather than its target.
    var waitsOnce: [Awaited] {
        var seen: Set<String> = []
        return awaited.filter { wait in
            guard let written = wait.written else { return true }
            return seen.insert("\(written.container) \(written.site) \(wait.node.position) \(wait.offset ?? -1)")
                .inserted
        }
    }

    /// Init containers that do nothing but wait, each with its waits.
    var pureWaiters: [(container: Container, waits: [WrittenWait])] {
        pod.initContainers.indices.compactMap { index in
            let waits = surveyed.writtenWaits.filter { $0.container == index && $0.site == .initContainer }
            guard !waits.isEmpty, waits.allSatisfy(\.wait.isWholeCommand) else { return nil }
            return (pod.all[index], waits)
        }
    }
}

extension WrittenWait {
    /// Whether it is a program whose deadline is an option of its own: Holdfast's waiter, and what it can stand in for.
    var isPlacedWaiter: Bool {
        switch wait.tool {
        case .waiter, .pilotAgent, .linkerdAwait: true
        default: false
        }
    }
}
