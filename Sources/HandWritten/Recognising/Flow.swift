import Probing
import ShellScript

/// Goes through a script in the order in which it runs, and takes down its waits.
struct Flow {
    var scope: Scope
    let place: CommandPlace
    var waits: [HandWrittenWait] = []
    /// Whether a failure ends the script (`set -e`).
    var stopsAtFailure: Bool
    /// How much was done that is neither a wait nor words.
    var work = 0
    /// How much had been done before each wait.
    var workBefore: [Int] = []
    /// How much had been done before the script last began to idle, by a sleep or a loop of them.
    var workBeforeIdling = -1
    /// Whether it leaves with failure, whatever happened.
    var fails = false
    /// Whether the script has left.
    var hasEnded = false
    /// How many statements may still be walked: lists within lists are gone through again and again.
    var steps = 5000

    static let mostWaits = 100
    static let longestChain = 256

    /// What surrounds a statement.
    struct Surroundings {
        /// The call or nested shell in the outer script.
        var call: Range<Int>?
        var isConditional = false
        var isBackground = false
        /// Whether a sleep means anything here.
        var takesSleeps = true
        /// Whether nothing follows, here and outside.
        var isLast = false
        /// What comes of a failure, if something other than the script's end.
        var onFailure: GivingUp?
        var isNested = false
    }

    mutating func walk(_ statements: [Statement], _ around: Surroundings) {
        var index = 0
        let lastWork = statements.lastIndex { !Noise.isIdle([$0]) } ?? -1
        while index < statements.count, !hasEnded {
            guard steps > 0, waits.count < Flow.mostWaits else {
                work += 1
                return
            }
            steps -= 1
            let statement = statements[index]
            let following = statements[(index + 1)...]
            var here = around
            here.isLast = around.isLast && index >= lastWork
            if statement.isBackground {
                here.isBackground = true
                here.takesSleeps = false
            }
            let skipped = walk(statement, following, here)
            index += 1 + skipped
        }
    }

    /// - Returns: how many of the following statements belong to it.
    private mutating func walk(
        _ statement: Statement, _ following: ArraySlice<Statement>, _ around: Surroundings
    ) -> Int {
        var skipped = 0
        let parts = [Statement.Part(joint: .and, pipeline: statement.first)] + statement.rest
        var isFallback = false
        guard parts.count <= Flow.longestChain else {
            work += 1
            return 0
        }
        for (index, part) in parts.enumerated() {
            if hasEnded { break }
            if part.joint == .or { isFallback = true }
            if isFallback {
                if !Noise.isIdle(part.pipeline), !isLeaving(part.pipeline) { work += 1 }
                continue
            }
            var here = around
            let next = parts.dropFirst(index + 1).first
            here.isLast = around.isLast && parts.dropFirst(index + 1).allSatisfy { Noise.isIdle($0.pipeline) }
            if let next {
                // In a chain of `&&` a failure skips the rest; an `||` behind it says what then.
                here.onFailure = around.onFailure ?? .fails
                if next.joint == .or { here.onFailure = isLeaving(next.pipeline) ? .fails : .goesOn }
                if next.joint == .and, let fallback = parts.dropFirst(index + 1).first(where: { $0.joint == .or }) {
                    here.onFailure = isLeaving(fallback.pipeline) ? .fails : .goesOn
                }
            }
            skipped = walk(part.pipeline, next == nil ? following : [], here, isAlone: parts.count == 1, next)
        }
        return skipped
    }

    /// Whether it leaves the script with failure.
    private func isLeaving(_ pipeline: Pipeline) -> Bool { Leave.find(pipeline, scope) == .fails }

    private mutating func walk(
        _ pipeline: Pipeline, _ following: ArraySlice<Statement>, _ around: Surroundings, isAlone: Bool,
        _ next: Statement.Part?
    ) -> Int {
        guard let command = pipeline.commands.first else { return 0 }
        // Behind a pipe there is at most a log.
        if pipeline.commands.count > 1 {
            switch command.kind {
            case .loop, .forLoop: break
            default:
                if !Noise.isIdle(pipeline) { work += 1 }
                return 0
            }
        }
        var around = around
        if pipeline.isNegated, around.onFailure == nil { around.onFailure = .goesOn }
        switch command.kind {
        case .simple(let simple): self.simple(simple, command, around, pipeline, next)
        case .loop(let loop):
            if let found = LoopReader(scope: scope).found(loop) {
                forget(found.scope)
                return take(found, command.range, following, around)
            }
            if Noise.isIdle(pipeline) { workBeforeIdling = work } else { work += 1 }
        case .forLoop(let loop):
            if let found = LoopReader(scope: scope).found(loop) {
                forget(found.scope)
                return take(found, command.range, following, around)
            }
            unroll(loop, command.range, around)
        case .conditional(let conditional): branches(conditional, command.range, around)
        case .choice(_, let branches):
            for branch in branches { self.branch(branch, around) }
        case .group(let statements): walk(statements, around)
        case .subshell(let statements):
            let outer = (scope, stopsAtFailure)
            walk(statements, around)
            (scope, stopsAtFailure) = outer
            hasEnded = false
        case .function(let name, let body): scope.functions[name] = body
        case .arithmetic: break
        case .unknown: work += 1
        }
        return 0
    }

    /// What a loop assigned is not known behind it.
    private mutating func forget(_ inner: Scope) {
        for (name, value) in inner.variables.values where scope.variables.values[name] != value {
            scope.variables.forget(name)
        }
    }

    private mutating func branch(_ statements: [Statement], _ around: Surroundings) {
        var here = around
        here.isConditional = true
        here.takesSleeps = false
        let outer = scope
        walk(statements, here)
        // Which branch was taken is not known.
        let inner = scope
        scope = outer
        forget(inner)
        for name in outer.variables.values.keys where inner.variables.values[name] == nil {
            scope.variables.forget(name)
        }
        hasEnded = false
    }

    private mutating func branches(_ conditional: Conditional, _ range: Range<Int>, _ around: Surroundings) {
        for branch in conditional.branches {
            // `if ! timeout 60 sh -c 'until …'; then exit 1; fi`
            var here = around
            here.call = around.call ?? range
            here.takesSleeps = false
            let isFailing =
                Leave.find(branch.body, scope) == .fails || Leave.find(conditional.otherwise ?? [], scope) == .fails
            here.onFailure = isFailing ? .fails : .goesOn
            here.isNested = true
            let before = (work, waits.count)
            walk(branch.condition, here)
            fails = false
            // A condition is asked, not done; a check that is asked once decides something else than when.
            work = before.0
            if waits.count > before.1 {
                keep(from: before.1) { $0.shape != .once }
            }
            self.branch(branch.body, around)
        }
        if let otherwise = conditional.otherwise { self.branch(otherwise, around) }
    }

    /// A loop over a list: what it waits for, item by item.
    private mutating func unroll(_ loop: ForLoop, _ range: Range<Int>, _ around: Surroundings) {
        var here = around
        here.call = around.call ?? range
        here.takesSleeps = false
        here.isNested = true
        let items = loop.words.flatMap { scope.variables.fields($0) }
        guard let items, !loop.name.isEmpty, items.count <= 64 else {
            scope.variables.forget(loop.name)
            walk(loop.body, here)
            return
        }
        let start = waits.count
        for item in items where !hasEnded {
            scope.variables.values[loop.name] = item
            walk(loop.body, here)
        }
        // The same loop for several items is one wait for several targets.
        var merged: [HandWrittenWait] = []
        let before = workBefore[min(start, waits.count)...].first ?? work
        for wait in waits[min(start, waits.count)...] {
            if let index = merged.firstIndex(where: { $0.definition == wait.definition && $0.tool == wait.tool }) {
                merged[index].targets += wait.targets.filter { !merged[index].targets.contains($0) }
            } else {
                merged.append(wait)
            }
        }
        keep(from: start) { _ in false }
        for wait in merged {
            waits.append(wait)
            workBefore.append(before)
        }
    }

    /// Removes waits behind this one of which something is not true.
    private mutating func keep(from start: Int, where isWanted: (HandWrittenWait) -> Bool) {
        let kept = waits.indices.filter { $0 < start || isWanted(waits[$0]) }
        waits = kept.map { waits[$0] }
        workBefore = kept.map { workBefore[$0] }
    }
}
