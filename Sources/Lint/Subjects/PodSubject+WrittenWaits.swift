import HandWritten
import Manifests
import Probing
import Startup
import Topology

extension PodSubject {
    /// The waits of the pod that were written by hand and have this flaw. Of one that cannot succeed at all, nothing
    /// else is said.
    func writtenWaits(_ flaw: WaitFlaw) -> [WrittenWait] {
        surveyed.writtenWaits.filter { written in
            let flaws = written.wait.flaws
            guard flaws.contains(flaw) else { return false }
            guard flaws.contains(.cannotSucceed), written.wait.tool == .netcat else { return true }
            let kind = NetcatKind.of(written, image: pod.all[written.container].image)
            return flaw == .cannotSucceed ? kind != .busybox : kind != .other
        }
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

    /// What to declare instead of a wait, for the whole pod: the targets that lie outside of it, in Holdfast's words, and
    /// that say more than that a name resolves. Empty when one of them cannot be said so.
    func declarable(_ written: WrittenWait) -> String {
        let targets = written.wait.targets
        let texts = targets.compactMap { target -> String? in
            guard let meant = target.meant, !meant.hasPrefix("dns:"), !meant.contains(where: { "$, ".contains($0) })
            else { return nil }
            switch meaning(of: target) {
            case .ownPod, .time, nil: return nil
            default: return BetterQuestion.instead(of: target, for: self) ?? meant
            }
        }
        guard !texts.isEmpty, texts.count == targets.count, written.wait.needsAll || texts.count == 1 else { return "" }
        return "holdfast.dev/wait-for: " + texts.joined(separator: ", ")
    }
}
