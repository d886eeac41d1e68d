import Topology

/// All manifests of a call as rules look at them.
public struct SetSubject: Sendable {
    /// What was read.
    public let survey: Survey
    /// The pods, in the order of the files.
    public let pods: [PodSubject]
    /// What each wait leads to whose target is known.
    private let links: [Link]

    /// A wait by its position in its pod's ``PodSubject/awaited``: whole waits for all of them would be many times as
    /// large as the manifests.
    private struct Link {
        var pod: Int
        var number: Int
        var meaning: TargetMeaning
    }

    /// The subject of rules that look at everything.
    public init(_ survey: Survey) {
        self.survey = survey
        pods = survey.pods.indices.map { PodSubject(survey, $0).read }
        var links: [Link] = []
        for (pod, subject) in pods.enumerated() {
            for (number, awaited) in subject.awaited.enumerated() {
                guard let meaning = subject.meaning(of: awaited) else { continue }
                links.append(Link(pod: pod, number: number, meaning: meaning))
            }
        }
        self.links = links
    }

    /// The waits of all pods whose target is known.
    var awaitedLinks: some Sequence<AwaitedLink> {
        links.lazy.map { link in
            AwaitedLink(subject: pods[link.pod], awaited: pods[link.pod].awaited[link.number], meaning: link.meaning)
        }
    }
}
