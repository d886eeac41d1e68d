import Topology

/// All manifests of a call as rules look at them.
public struct SetSubject: Sendable {
    /// What was read.
    public let survey: Survey
    /// The pods, in the order of the files.
    public let pods: [PodSubject]

    /// The subject of rules that look at everything.
    public init(_ survey: Survey) {
        self.survey = survey
        pods = survey.pods.indices.map { PodSubject(survey, $0) }
    }
}
