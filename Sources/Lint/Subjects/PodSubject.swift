import Manifests
import Startup
import Topology

/// A pod as rules look at it.
public struct PodSubject: Sendable {
    /// Everything else that was given.
    public let survey: Survey
    /// Its position in ``Survey/pods``.
    public let index: Int

    /// What it waits for, once that is read.
    private var known: [Awaited]?

    /// The pod of this position.
    public init(_ survey: Survey, _ index: Int) {
        self.survey = survey
        self.index = index
    }

    /// Everything that the pod waits for, declared or written by hand.
    var awaited: [Awaited] { known ?? AwaitedReader.read(surveyed) }

    /// The same pod with its waits read: a dozen rules ask for them.
    var read: PodSubject {
        var subject = self
        subject.known = AwaitedReader.read(surveyed)
        return subject
    }

    /// The pod with its declaration and its plan.
    public var surveyed: SurveyedPod { survey.pods[index] }
    /// The pod.
    public var pod: Pod { survey.pods[index].pod }
    /// The object that it comes from.
    public var workload: Workload { survey.pods[index].workload }

    /// A hit at a node of the pod.
    public func hit(
        at node: Node, offset: Int? = nil, container: Container? = nil, _ message: String, cure: String = "",
        severity: Diagnostic.Severity? = nil, fix: Fix? = nil
    ) -> Hit {
        Hit(
            in: workload.node, at: node, offset: offset, container: container?.name ?? "", message, cure: cure,
            severity: severity, fix: fix)
    }
}
