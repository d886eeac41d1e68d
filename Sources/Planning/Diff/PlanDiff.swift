import Rendering
import Startup
import StartupGraph

/// What is different between the plans of two sets of manifests: in order, guarantee and time.
public struct PlanDiff: Sendable, Equatable {
    /// A need, by names.
    public struct Need: Hashable, Sendable, Comparable {
        /// Who waits: `deployment/shop/app`.
        public var dependent: String
        /// Who is waited for: the same, or a target's URL.
        public var dependency: String
        /// What that must have reached.
        public var condition: Condition

        /// Orders by dependent, then by dependency.
        public static func < (left: Need, right: Need) -> Bool {
            (left.dependent, left.dependency, left.condition.rawValue)
                < (right.dependent, right.dependency, right.condition.rawValue)
        }
    }

    /// How a need is assured.
    public struct Assured: Equatable, Sendable {
        /// The mechanism.
        public var strategy: String
        /// What it assures.
        public var guarantee: String
        /// How sure it is.
        public var assurance: Assurance
    }

    /// A need that both have, assured in another way or for another condition.
    public struct Change: Equatable, Sendable {
        /// The need, as it is.
        public var need: Need
        /// The condition, as it was.
        public var oldCondition: Condition
        /// As it was.
        public var old: Assured
        /// As it is.
        public var new: Assured

        /// Whether it is less sure now.
        public var isWeaker: Bool {
            PlanDiff.rank(new.assurance) < PlanDiff.rank(old.assurance)
                || PlanDiff.rank(need.condition) < PlanDiff.rank(oldCondition)
        }
        /// Whether it is surer now.
        public var isStronger: Bool {
            !isWeaker
                && (PlanDiff.rank(new.assurance) > PlanDiff.rank(old.assurance)
                    || PlanDiff.rank(need.condition) > PlanDiff.rank(oldCondition))
        }
    }

    /// A container whose time of being ready is another one; `nil` for never.
    public struct Shift: Equatable, Sendable {
        /// `deployment/shop/app`.
        public var name: String
        /// As it was.
        public var old: Duration?
        /// As it is.
        public var new: Duration?
    }

    /// Containers and targets that only the new one has.
    public var added: [String] = []
    /// Containers and targets that only the old one has.
    public var removed: [String] = []
    /// Needs that only the new one has, and how they are assured.
    public var addedNeeds: [(need: Need, how: Assured)] = []
    /// Needs that only the old one has, and how they were assured.
    public var removedNeeds: [(need: Need, how: Assured)] = []
    /// Needs, also by way of others, that nothing assures as surely now although both ends are there; of targets the
    /// dependent is enough, since they are there whether anybody asks for them or not.
    public var lostNeeds: [(need: Need, how: Assured, now: Assurance?)] = []
    /// Needs that are assured in another way.
    public var changes: [Change] = []
    /// What starts in another wave: old and new.
    public var waves: [(name: String, old: Int, new: Int)] = []
    /// Whose time is another one.
    public var shifts: [Shift] = []
    /// When everything is ready; `nil` for never, or where no time was predicted.
    public var end: (old: Duration?, new: Duration?)

    /// Compares two pictures. Times that differ by less than `tolerance` count as the same.
    public init(_ old: GraphPicture, _ new: GraphPicture, tolerance: Duration = .milliseconds(50)) {
        let (before, after) = (PlanDiff.nodes(old), PlanDiff.nodes(new))
        added = after.names.filter { before.byName[$0] == nil }
        removed = before.names.filter { after.byName[$0] == nil }
        let (oldNeeds, newNeeds) = (PlanDiff.needs(old), PlanDiff.needs(new))
        for (ends, now) in newNeeds.sorted(by: { $0.value.need < $1.value.need }) {
            guard let was = oldNeeds[ends] else {
                addedNeeds.append(now)
                continue
            }
            if was == now { continue }
            changes.append(
                Change(need: now.need, oldCondition: was.need.condition, old: was.how, new: now.how))
        }
        for (ends, was) in oldNeeds.sorted(by: { $0.value.need < $1.value.need }) where newNeeds[ends] == nil {
            removedNeeds.append(was)
        }
        findLost(
            PlanDiff.assured(oldNeeds), PlanDiff.assured(newNeeds),
            before.names.filter { after.byName[$0] != nil && before.byName[$0]?.kind != .target })
        for name in after.names {
            guard let was = before.byName[name], let now = after.byName[name] else { continue }
            if was.wave != now.wave { waves.append((name, was.wave, now.wave)) }
            if !PlanDiff.areClose(was.ready, now.ready, tolerance) {
                shifts.append(Shift(name: name, old: was.ready, new: now.ready))
            }
        }
        end = (old.end, new.end)
    }

    /// Whether nothing is different.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && addedNeeds.isEmpty && removedNeeds.isEmpty && changes.isEmpty
            && waves.isEmpty && shifts.isEmpty
    }

    /// Whether something is less sure than it was: a need is gone although both ends are there, or is held more weakly.
    public var isWeaker: Bool { !lostNeeds.isEmpty || changes.contains(where: \.isWeaker) }

    private mutating func findLost(_ old: [Need: Assured], _ new: [Need: Assured], _ staying: [String]) {
        let (was, now) = (HoldPaths(old), HoldPaths(new))
        let stays = Set(staying)
        // A target is there whether anybody asks for it or not; containers have no colon in their names.
        func isGone(_ name: String) -> Bool { !stays.contains(name) && !name.contains(":") }
        func note(_ need: Need, _ how: Assured) {
            var rank = now.rank(of: need.dependent, for: need.dependency)
            if let host = HoldPaths.host(need.dependency) {
                rank = max(rank, now.rank(of: need.dependent, forHost: host))
            }
            guard how.assurance != .none, rank < PlanDiff.rank(how.assurance) else { return }
            lostNeeds.append((need, how, Assurance.allCases.first { PlanDiff.rank($0) == rank }))
        }
        for (need, how) in removedNeeds where stays.contains(need.dependent) && !isGone(need.dependency) {
            note(need, how)
        }
        // Whoever waited for something that is gone waited for what that waited for.
        let direct = Set(old.keys.map { [$0.dependent, $0.dependency] })
        for dependent in Set(removedNeeds.filter { isGone($0.need.dependency) }.map(\.need.dependent)).sorted()
        where stays.contains(dependent) {
            for (dependency, rank) in was.reached(from: dependent, through: isGone)
            where !direct.contains([dependent, dependency]) {
                guard let assurance = Assurance.allCases.first(where: { PlanDiff.rank($0) == rank }) else { continue }
                note(
                    Need(dependent: dependent, dependency: dependency, condition: .ready),
                    Assured(strategy: "by way of what is gone", guarantee: assurance.rawValue, assurance: assurance))
            }
        }
    }

    /// Compares everything.
    public static func == (left: PlanDiff, right: PlanDiff) -> Bool {
        left.added == right.added && left.removed == right.removed && left.changes == right.changes
            && left.lostNeeds.elementsEqual(right.lostNeeds, by: ==)
            && left.shifts == right.shifts && left.end == right.end
            && left.addedNeeds.elementsEqual(right.addedNeeds, by: ==)
            && left.removedNeeds.elementsEqual(right.removedNeeds, by: ==)
            && left.waves.elementsEqual(right.waves, by: ==)
    }

    // MARK: By names

    private static func nodes(_ picture: GraphPicture) -> (names: [String], byName: [String: GraphPicture.Node]) {
        var byName: [String: GraphPicture.Node] = [:]
        let names = picture.nodes.map { name($0, picture) }
        for (name, node) in zip(names, picture.nodes) { byName[name] = node }
        return (names, byName)
    }

    private static func name(_ node: GraphPicture.Node, _ picture: GraphPicture) -> String {
        node.group.map { picture.groups[$0].title + "/" + node.label } ?? node.label
    }

    /// Who needs whom, whatever the condition.
    private struct Ends: Hashable {
        var dependent: String
        var dependency: String
    }

    private static func needs(_ picture: GraphPicture) -> [Ends: (need: Need, how: Assured)] {
        var needs: [Ends: (need: Need, how: Assured)] = [:]
        for edge in picture.edges {
            let ends = Ends(
                dependent: name(picture.nodes[edge.dependent], picture),
                dependency: name(picture.nodes[edge.dependency], picture))
            let need = Need(dependent: ends.dependent, dependency: ends.dependency, condition: edge.condition)
            let how = Assured(strategy: edge.strategy, guarantee: edge.guarantee, assurance: edge.assurance)
            // Said twice, the surer one counts, and of two as sure the one that asks for more.
            if let known = needs[ends],
                (rank(known.how.assurance), rank(known.need.condition)) >= (rank(how.assurance), rank(edge.condition))
            {
                continue
            }
            needs[ends] = (need, how)
        }
        return needs
    }

    private static func assured(_ needs: [Ends: (need: Need, how: Assured)]) -> [Need: Assured] {
        var result: [Need: Assured] = [:]
        for (need, how) in needs.values { result[need] = how }
        return result
    }

    /// What has completed was ready for its purpose: neither asks for more than the other.
    private static func rank(_ condition: Condition) -> Int { condition == .started ? 0 : 1 }

    static func rank(_ assurance: Assurance) -> Int {
        switch assurance {
        case .none: 0
        case .open: 1
        case .closed: 2
        }
    }

    private static func areClose(_ one: Duration?, _ other: Duration?, _ tolerance: Duration) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one - other <= tolerance && other - one <= tolerance
    }
}
