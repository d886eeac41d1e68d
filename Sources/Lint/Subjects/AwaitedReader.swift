import HandWritten
import Manifests
import Probing
import Startup
import StartupGraph
import Topology

/// Everything that a pod waits for outside itself and in itself, of both kinds: what is declared first.
enum AwaitedReader {
    static func read(_ surveyed: SurveyedPod) -> [Awaited] {
        (surveyed.declaration.isOptedOut ? [] : surveyed.declaration.waits.map { declared($0, surveyed) })
            + surveyed.writtenWaits.flatMap { written($0, surveyed.pod) }
    }

    private static func declared(_ wait: Declaration.Wait, _ surveyed: SurveyedPod) -> Awaited {
        let declaration = surveyed.declaration
        let holds = (surveyed.plan?.holds ?? []).filter { hold in
            hold.dependency.kind == .target && hold.dependency.name == wait.target.name
        }
        let giving = wait.target.onTimeout ?? declaration.onTimeout
        let time = wait.target.timeout ?? declaration.timeout
        let pod = surveyed.pod
        let names = Set(holds.filter { $0.strategy == .wrap }.map(\.dependent))
        let regular = pod.initContainers.count..<pod.all.count
        return Awaited(
            text: wait.target.name, target: wait.target, node: node(of: wait, surveyed.pod), offset: nil,
            place: place(of: wait, pod), length: giving == .block || time == 0 ? .endless : .upTo(time),
            isBinding: giving != .proceed,
            held: regular.filter { names.isEmpty || names.contains(pod.all[$0].name) }, written: nil, holds: holds)
    }

    /// The annotation that has it; the pod where a policy has it.
    private static func node(of wait: Declaration.Wait, _ pod: Pod) -> Node {
        ["holdfast.dev/wait-for", "holdfast.dev/startup"].compactMap { pod.annotations[$0] }
            .first { wait.place.file == $0.source.name && $0.text.contains(wait.url) } ?? pod.node
    }

    /// `wait-for` is one text with many targets: its own place is that of the annotation.
    private static func place(of wait: Declaration.Wait, _ pod: Pod) -> Place {
        guard let node = pod.annotations["holdfast.dev/wait-for"], wait.place == Place(node) else { return wait.place }
        let text = Array(node.text.utf8)
        let url = Array(wait.url.utf8)
        let start = (0...max(0, text.count - url.count)).first { start in
            guard text[start...].starts(with: url) else { return false }
            let end = start + url.count
            return end == text.count || [0x20, 0x0A, 0x09, 0x2C].contains(text[end])
        }
        return start.map { Place(ofByte: $0, in: node) } ?? wait.place
    }

    private static func length(of written: WrittenWait, _ pod: Pod) -> Awaited.Length {
        let wait = written.wait
        // What the waiter's variable says is its default; its command line wins.
        if wait.tool == .waiter, !written.argv.contains(where: { $0 == "--timeout" || $0.hasPrefix("--timeout=") }),
            let variable = pod.all[written.container].environment.last(where: { $0.name == "WAITER_TIMEOUT" })
        {
            guard let text = variable.value, let time = try? TimeText.parse(text) else { return .unknown }
            return time == 0 ? .endless : .upTo(time)
        }
        // Of a single attempt the kubelet's restarts are the loop.
        if wait.shape == .once || !wait.isBounded { return .endless }
        return wait.deadline.map { .upTo($0) } ?? .unknown
    }

    private static func written(_ written: WrittenWait, _ pod: Pod) -> [Awaited] {
        let wait = written.wait
        let isBinding =
            !wait.isConditional && !wait.isBackground && wait.onGivingUp != .goesOn
            && (wait.needsAll || wait.targets.count < 2)
        let held: [Int] =
            switch written.site {
            case .initContainer, .container: [written.container]
            case .postStart: Array((written.container + 1)..<max(written.container + 1, pod.all.count))
            }
        let targets = wait.targets.isEmpty ? [WaitTarget.unknown] : wait.targets
        return targets.map { target in
            Awaited(
                text: target.meant ?? wait.tool.name,
                target: target.meant.flatMap { try? TargetParser.parse($0) }, node: written.node,
                offset: written.offset, place: nil, length: length(of: written, pod), isBinding: isBinding, held: held,
                written: written)
        }
    }
}

extension PodSubject {
    /// Everything that the pod waits for, declared or written by hand.
    var awaited: [Awaited] { AwaitedReader.read(surveyed) }
}
