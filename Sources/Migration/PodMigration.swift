import HandWritten
import Lint
import Manifests
import Probing
import Startup
import Topology

/// Turns the waits that somebody wrote by hand in a pod into a declaration with the same meaning.
struct PodMigration {
    private let found: SurveyedPod
    /// What is asked for from now on.
    private var targets: [String] = []
    private var changes: [Change] = []
    /// Where the meaning was wrong, and what is left as it is.
    private(set) var diagnostics: [Diagnostic] = []
    /// How many waits were taken over.
    private(set) var count = 0

    init(_ found: SurveyedPod) {
        self.found = found
        for index in found.pod.all.indices { migrate(index) }
        if !targets.isEmpty { declare() }
        orderOfKruise()
    }

    /// Everything that is to be done; `nil` when that is nothing.
    var fix: Fix? {
        changes.isEmpty ? nil : Fix("declare what \(found.pod.title) waits for", isSafe: false, changes)
    }

    private func waits(in container: Int) -> [WrittenWait] {
        found.writtenWaits.filter { $0.container == container && $0.wait.tool != .waiter }
    }

    // MARK: Containers

    private mutating func migrate(_ index: Int) {
        let all = waits(in: index)
        guard !all.isEmpty else { return }
        for hook in all where hook.site == .postStart { left(hook, "it holds the containers behind it, not this pod") }
        let waits = all.filter { $0.site != .postStart }
        guard !waits.isEmpty else { return }
        var urls: [String] = []
        for wait in waits {
            switch WaitDeclaration.targets(of: wait.wait) {
            case .success(let found): urls += found
            case .failure(let reason): return left(wait, reason.text)
            }
        }
        if waits.contains(where: { asksNeighbour($0, of: index) }) {
            return left(waits[0], "it asks another container of the pod, and wait-for would hold that one as well")
        }
        guard let removal = removal(of: waits, from: index) else { return }
        changes += removal
        count += waits.count
        for url in urls where !targets.contains(url) { targets.append(url) }
        for wait in waits { diagnostics += WaitRemarks.of(wait, in: found.pod) }
        let others = waits[0].site == .initContainer ? [] : neighbours(of: index)
        if !others.isEmpty {
            diagnostics.append(
                Place(waits[0].node).diagnostic(
                    .note,
                    "\(waits[0].title(in: found.pod)) of \(found.pod.title): it alone waited; now "
                        + others.joined(separator: ", ") + " will, too"))
        }
    }

    /// The other ordinary containers, without those that `wait-for` does not hold.
    private func neighbours(of index: Int) -> [String] {
        let own = found.pod.all[index].name
        return found.pod.containers.map(\.name).filter { $0 != own && !MeshProxy.names.contains($0) }
    }

    /// Whether a wait is for a container that `wait-for`, which holds all of them, would keep from ever coming up.
    private func asksNeighbour(_ wait: WrittenWait, of index: Int) -> Bool {
        let container = found.pod.all[index]
        guard wait.wait.tool != .linkerdAwait, wait.wait.tool != .pilotAgent else { return false }
        if wait.site == .initContainer ? !container.spec.isRestartable : neighbours(of: index).isEmpty { return false }
        return wait.wait.targets.contains { target in
            target.meant.flatMap { try? TargetParser.parse($0) }?.endpoint.isLocal ?? false
        }
    }

    private mutating func left(_ wait: WrittenWait, _ reason: String) {
        diagnostics.append(
            Place(wait.node).diagnostic(
                .note, "\(wait.title(in: found.pod)) of \(found.pod.title) is left as it is: \(reason)"))
    }

    /// How the waits go from the manifest.
    private mutating func removal(of waits: [WrittenWait], from index: Int) -> [Change]? {
        let container = found.pod.all[index]
        if waits[0].site == .initContainer, waits.allSatisfy({ $0.wait.isWholeCommand }) {
            guard let list = found.workload.podSpec["initContainers"] else { return nil }
            return [.removeItem(container.node, of: list)]
        }
        if waits.count == 1, case .command(let argv) = waits[0].wait.remainder {
            guard !container.command.isEmpty else {
                left(waits[0], "its image's own command waits: write the application's command instead")
                return nil
            }
            var changes: [Change] = [.set(in: container.node, path: ["command"], .strings(argv))]
            if container.node["args"] != nil { changes.append(.remove(from: container.node, key: "args")) }
            return changes
        }
        let ranges = waits.compactMap { $0.wait.range }
        guard ranges.count == waits.count, let first = waits.first,
            waits.allSatisfy({ $0.node.position == first.node.position }),
            let script = ScriptCut.removing(ranges, from: first.node.text)
        else {
            left(waits[0], "what is behind it cannot be told from it")
            return nil
        }
        return [.replace(first.node, .string(script))]
    }

    // MARK: Declaring

    private mutating func declare() {
        let name = "holdfast.dev/wait-for"
        if found.pod.annotations["holdfast.dev/startup"] != nil {
            // What would be different is not: nothing is taken over.
            diagnostics = [
                Place(found.workload.podSpec).diagnostic(
                    .warning, "\(found.pod.title) has holdfast.dev/startup already: its hand-written waits stay",
                    cure: "add to its waitFor: " + targets.joined(separator: ", "))
            ]
            changes = []
            count = 0
            return
        }
        // An empty one says nothing, and takes no comma.
        let before =
            found.pod.annotations[name].map(\.text).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : [$0] } ?? []
        changes.append(
            .set(
                in: found.workload.template, path: ["metadata", "annotations", name],
                .string((before + targets).joined(separator: ", "))))
    }

    /// OpenKruise's order is the same as ours: each container after the ones before it are ready
    /// (openkruise.io/docs, Container Launch Priority).
    private mutating func orderOfKruise() {
        guard let order = KruiseOrder(found) else { return }
        changes += order.changes
        count += 1
        diagnostics.append(
            Place(order.place).diagnostic(
                .note, "\(found.pod.title): OpenKruise's launch priority becomes holdfast.dev/\(order.annotation)"))
    }
}
