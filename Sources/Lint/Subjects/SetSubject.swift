import Topology

/// All manifests of a call as rules look at them.
public struct SetSubject: Sendable {
    /// What was read.
    public let survey: Survey
    /// The pods, in the order of the files.
    public let pods: [PodSubject]
    /// The waits of all pods whose target is known.
    let awaitedLinks: [AwaitedLink]

    /// The subject of rules that look at everything.
    public init(_ survey: Survey) {
        self.survey = survey
        pods = survey.pods.indices.map { PodSubject(survey, $0).read }
        awaitedLinks = pods.flatMap { subject in
            subject.awaited.compactMap { awaited in
                subject.meaning(of: awaited).map { AwaitedLink(subject: subject, awaited: awaited, meaning: $0) }
            }
        }
    }
}
