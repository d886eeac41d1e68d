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
    /// Needs that are assured in another way.
    public var changes: [Change] = []
    /// What starts in another wave: old and new.
    public var waves: [(name: String, old: Int, new: Int)] = []
    /// Whose time is another one.
    public var shifts: [Shift] = []
    /// When everything is ready; `nil` for never, or where no time was predicted.
    public var end: (old: Duration?, new: Duration?)
    /// The targets of the old one.
    private var targets: Set<String> = []

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
        targets = Set(old.nodes.filter { $0.kind == .target }.map(\.label))
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

    /// Whether something is less sure than it was: a need is held by nothing any more, or more weakly.
    public var isWeaker: Bool {
        removedNeeds.contains { isLost($0.need) } || changes.contains(where: \.isWeaker)
    }

    /// Whether a need that is gone is held by nothing now, although both ends are there. A target is drawn only while
    /// somebody waits for it: it is another way of asking if its dependent waits for something new instead.
    public func isLost(_ need: Need) -> Bool {
        if removed.contains(need.dependent) { return false }
        if !removed.contains(need.dependency) { return true }
        return targets.contains(need.dependency) && !addedNeeds.contains { $0.need.dependent == need.dependent }
    }

    /// Compares everything.
    public static func == (left: PlanDiff, right: PlanDiff) -> Bool {
        left.added == right.added && left.removed == right.removed && left.changes == right.changes
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

    /// What has completed was ready for its purpose: neither asks for more than the other.
    private static func rank(_ condition: Condition) -> Int { condition == .started ? 0 : 1 }

    private static func rank(_ assurance: Assurance) -> Int {
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
