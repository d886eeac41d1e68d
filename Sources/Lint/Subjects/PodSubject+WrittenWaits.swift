import HandWritten
import Manifests
import Probing
import Startup
import Topology

extension PodSubject {
    /// The waits of the pod that were written by hand and have this flaw.
    func writtenWaits(_ flaw: WaitFlaw) -> [WrittenWait] {
        surveyed.writtenWaits.filter { $0.wait.flaws.contains(flaw) }
    }

    /// A hit at a wait that was written by hand: where it stands in its script.
    func hit(
        at written: WrittenWait, _ message: String, cure: String = "", severity: Diagnostic.Severity? = nil,
        fix: Fix? = nil
    ) -> Hit {
        hit(
            at: written.node, offset: written.offset, container: pod.all[written.container], message, cure: cure,
            severity: severity, fix: fix)
    }

    /// `init container wait waits for tcp://db:5432`.
    func sentence(_ written: WrittenWait) -> String {
        "\(written.title(in: pod)) waits\(written.wait.objectText)"
    }

    /// Whether the wait's container is a regular one, and there are regular containers after it.
    func holdsOthers(_ written: WrittenWait) -> Bool {
        written.container >= pod.initContainers.count && written.container < pod.all.count - 1
    }

    /// What a target of a wait leads to; `nil` when its host is not known.
    func meaning(of target: WaitTarget) -> TargetMeaning? {
        if let meant = target.meant, let read = try? TargetParser.parse(meant) {
            return survey.meaning(of: read, from: pod.namespace)
        }
        guard let host = target.host else { return nil }
        return survey.meaning(ofHost: host, port: target.port, from: pod.namespace)
    }
}
