import Admission
import KubernetesAPI
import Manifests

/// Looks at the pods of a namespace while a policy for them is checked, so that a misspelt name is said at once.
public struct PodSampler<Transport: APITransport>: Sendable {
    private let client: KubernetesClient<Transport>

    /// How many pods are looked at: a policy is checked in a second, and whole pods are large.
    private static var most: Int { 100 }
    /// How long the policy's author waits for it.
    private static var patience: Duration { .seconds(1) }

    /// A sampler.
    public init(_ client: KubernetesClient<Transport>) {
        self.client = client.withoutRetries
    }

    /// All pods of the namespace, or of all where it is empty. None when there are more than are looked at: of a part
    /// nobody can say what is not among them. None either when the API server does not answer in time.
    public func pods(in namespace: String) async -> [PodSummary] {
        await withTaskGroup(of: [PodSummary]?.self) { group in
            group.addTask { await read(namespace) }
            group.addTask { [timing = client.timing] in
                try? await timing.sleep(PodSampler.patience)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? []
        }
    }

    private func read(_ namespace: String) async -> [PodSummary]? {
        let page = try? await client.page(.pods, Selection(namespace: namespace), pageSize: PodSampler.most)
        guard let page, page.next == nil else { return nil }
        return page.items.compactMap { PodSummary(Value($0)) }
    }
}
