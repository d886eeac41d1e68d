import Manifests
import Startup

extension Survey {
    /// `deployment/shop` for each pod, at its position: with the namespace where there are several, with its file where
    /// others are called the same (several variants in one directory), and with a number where even that is so.
    public var titles: [String] {
        let namesNamespaces = Set(pods.map(\.pod.namespace)).count > 1
        let short = pods.map { namesNamespaces ? $0.pod.namespace + "/" + $0.pod.title : $0.pod.title }
        var counts: [String: Int] = [:]
        for title in short { counts[title, default: 0] += 1 }
        var taken: Set<String> = []
        return short.enumerated().map { index, title in
            let file = Place(pods[index].workload.node).file
            let long = counts[title] == 1 || file.isEmpty ? title : "\(title) (\(file))"
            var unique = long
            var number = 2
            while !taken.insert(unique).inserted {
                unique = "\(long) #\(number)"
                number += 1
            }
            return unique
        }
    }
}
