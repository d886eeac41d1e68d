import HandWritten
import Manifests
import Probing
import Startup
import Topology

/// Something that a pod waits for, whoever wrote the wait: a declaration, or somebody's script.
struct Awaited: Sendable {
    /// How long it is waited for.
    enum Length: Equatable, Sendable {
        /// Until it is there.
        case endless
        /// There is an end that could not be counted out.
        case unknown
        /// So long at most.
        case upTo(Milliseconds)
    }

    /// The target as it is shown: `tcp://db:5432`, or the tool where the target is not known.
    var text: String
    /// The target; `nil` when it is not known, or a part of it is a variable.
    var target: Target?
    /// The node that has the wait: an annotation, a word of a command.
    var node: Node
    /// Where in the node's text it begins.
    var offset: Int?
    /// The exact place of a declaration.
    var place: Place?
    /// How long it is waited for.
    var length: Length
    /// Whether nothing goes on without it. Not so for a branch that may not be taken, what runs in the background, one of
    /// several that are enough, and a wait that gives up and goes on.
    var isBinding: Bool
    /// The containers that it holds, positions in `Pod.all`.
    var held: [Int]
    /// The script or command; `nil` of a declaration.
    var written: WrittenWait?
    /// The mechanisms; empty for what is written by hand, and when there is no plan.
    var holds: [Hold] = []

    /// The host that is asked; `nil` when none is, or it is not known.
    var host: String? {
        guard let target else { return nil }
        switch target.endpoint {
        case .tcp(let host, _): return host
        case .dns(let name, _, _): return name
        case .server(let server):
            if case .inet(let host, _) = server.place { return host }
            return nil
        case .unix, .file, .exec, .kube, .delay: return nil
        }
    }

    /// Whether it asks for no more than that a name resolves.
    var asksNameOnly: Bool { if case .dns? = target?.endpoint { true } else { false } }

    /// Whether it asks the API server.
    var asksCluster: Bool { if case .kube? = target?.endpoint { true } else { false } }

    /// Whether it runs in an init container.
    func isInInit(_ pod: Pod) -> Bool {
        if let written { return written.site == .initContainer }
        return holds.isEmpty || holds.contains { $0.strategy == .initContainer }
    }

    /// Who waits, for messages: `init container wait`, `container app`, or the pod.
    func waiter(in pod: Pod) -> String { written?.title(in: pod) ?? pod.title }

    /// The container that the wait is written in.
    func container(in pod: Pod) -> Container? { written.map { pod.all[$0.container] } }

    /// How long, for messages: `for ever`, `up to 5m`.
    var lengthText: String {
        switch length {
        case .endless: "for ever"
        case .unknown: "for a time that is not known"
        case .upTo(let time): "up to \(TimeWord.text(max(1, time)))"
        }
    }

    /// Whether it may last longer than so many seconds.
    func exceeds(seconds: Int) -> Bool {
        switch length {
        case .endless: true
        case .unknown: false
        case .upTo(let time): time > Milliseconds(seconds) * 1000
        }
    }
}

extension PodSubject {
    /// A hit at the place of a wait.
    func hit(
        at awaited: Awaited, _ message: String, cure: String = "", severity: Diagnostic.Severity? = nil, fix: Fix? = nil
    ) -> Hit {
        var hit = hit(
            at: awaited.node, offset: awaited.offset, container: awaited.container(in: pod), message, cure: cure,
            severity: severity, fix: fix)
        hit.place = awaited.place
        return hit
    }

    /// What a wait leads to in these manifests; `nil` when its target is not known.
    func meaning(of awaited: Awaited) -> TargetMeaning? {
        awaited.target.map { survey.meaning(of: $0, from: pod.namespace) }
    }
}
