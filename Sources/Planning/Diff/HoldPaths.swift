import Startup

/// Who waits for whom over any number of needs, and how surely: a chain is as sure as its weakest need.
struct HoldPaths {
    private var needs: [String: [(dependency: String, rank: Int)]] = [:]

    init(_ needs: [PlanDiff.Need: PlanDiff.Assured]) {
        for (need, how) in needs.sorted(by: { $0.key < $1.key }) {
            self.needs[need.dependent, default: []].append((need.dependency, PlanDiff.rank(how.assurance)))
        }
    }

    /// How surely one is held for another: the rank of the surest chain; -1 when nothing leads there.
    func rank(of dependent: String, for dependency: String) -> Int {
        [2, 1, 0].first { rank in
            leads(from: dependent, atLeast: rank) { name in name == dependency }
        } ?? -1
    }

    /// How surely it is held for something at one of these hosts.
    func rank(of dependent: String, forHost host: Substring) -> Int {
        [2, 1, 0].first { rank in
            leads(from: dependent, atLeast: rank) { name in HoldPaths.host(name) == host }
        } ?? -1
    }

    /// Whom a container is held for by way of containers that `isGone` says of, each with the surest rank: these needs
    /// are lost with what stood between, unless something takes their place.
    func reached(from dependent: String, through isGone: (String) -> Bool) -> [(dependency: String, rank: Int)] {
        var best: [String: Int] = [:]
        var open = (needs[dependent] ?? []).filter { isGone($0.dependency) }
        var seen: [String: Int] = [:]
        while let (name, rank) = open.popLast() {
            guard (seen[name] ?? -1) < rank else { continue }
            seen[name] = rank
            for next in needs[name] ?? [] {
                let along = min(rank, next.rank)
                if isGone(next.dependency) {
                    open.append((next.dependency, along))
                } else {
                    best[next.dependency] = max(best[next.dependency] ?? -1, along)
                }
            }
        }
        return best.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The host and port of a target's URL, which another way of asking has as well; `nil` for containers.
    static func host(_ name: String) -> Substring? {
        guard let start = name.firstRange(of: "://")?.upperBound else { return nil }
        let rest = name[start...]
        return rest.prefix { $0 != "/" && $0 != "#" && $0 != "?" }
    }

    private func leads(from dependent: String, atLeast rank: Int, where isIt: (String) -> Bool) -> Bool {
        var seen: Set<String> = [dependent]
        var open = [dependent]
        while let name = open.popLast() {
            for need in needs[name] ?? [] where need.rank >= rank && seen.insert(need.dependency).inserted {
                if isIt(need.dependency) { return true }
                open.append(need.dependency)
            }
        }
        return false
    }
}
