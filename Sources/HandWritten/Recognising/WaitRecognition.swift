import Probing
import ShellScript

/// Finds the waits that were written by hand.
public enum WaitRecognition {
    /// The waits of a command, in the order in which they run. What is not surely one is left out.
    ///
    /// - Parameters:
    ///   - argv: `command` and `args`; only `args` when the image's own entrypoint runs.
    ///   - image: the container's image: some have an entrypoint that waits.
    ///   - environment: the variables of the container whose values are in the manifest. A variable that comes from
    ///     elsewhere (`valueFrom`) stands for itself as `$(NAME)`: ``environment(of:)`` gives them so.
    ///   - place: where the command stands.
    public static func waits(
        inCommand argv: [String], image: String, environment: [String: String], place: CommandPlace = .unknown
    ) -> [HandWrittenWait] {
        guard place != .preStop, place != .probe else { return [] }
        let words = KnownImages.program(image, argv) + argv
        let added = words.count - argv.count
        // In a manifest `$(NAME)` is a variable, which the kubelet puts in before any shell reads it.
        var outputs = environment
        outputs["cat /var/run/secrets/kubernetes.io/serviceaccount/namespace"] = TargetText.namespace
        var flow = Flow(
            scope: Scope(variables: Variables(environment, outputs: outputs)), place: place, stopsAtFailure: false)
        let nested = NestedShell.script(words)
        if let nested {
            // `sh -c SCRIPT NAME ARG…`
            flow.scope.variables.arguments = Array(words.dropFirst(nested.index + 2))
            flow.stopsAtFailure = nested.stopsAtFailure
            let script = Script(nested.text)
            flow.walk(script.statements, Flow.Surroundings(isLast: true))
            finish(&flow, script, index: nested.index - added)
            if let limit = nested.limit { limited(&flow.waits, limit) }
        } else {
            flow.program(words.map { expanded($0, environment) })
            finish(&flow, nil, index: nil)
        }
        return flow.waits
    }

    /// `timeout 60 sh -c …`
    private static func limited(_ waits: inout [HandWrittenWait], _ limit: Milliseconds) {
        for index in waits.indices where waits[index].shape != .sleep {
            waits[index].isBounded = true
            waits[index].deadline = waits[index].deadline.map { min($0, limit) } ?? limit
            waits[index].flaws.remove(.noDeadline)
            if waits[index].onGivingUp == .never { waits[index].onGivingUp = .fails }
        }
    }

    /// Drops what holds nothing, and says what follows each wait.
    private static func finish(_ flow: inout Flow, _ script: Script?, index: Int?) {
        let kept = flow.waits.indices.filter { Holding.holds($0, flow) }
        flow.waits = kept.map { flow.waits[$0] }
        let isWhole = flow.work == 0
        let work = flow.waits.isEmpty ? [] : script.map { self.work(in: $0) } ?? []
        for place in flow.waits.indices {
            flow.waits[place].isWholeCommand = isWhole
            guard let script else {
                flow.waits[place].range = nil
                flow.waits[place].definition = nil
                continue
            }
            flow.waits[place].scriptIndex = index
            if case .nothing = flow.waits[place].remainder, let range = flow.waits[place].range {
                flow.waits[place].remainder = remainder(behind: range, script, work)
            }
        }
    }

    /// Where in the script something is done that would be missed.
    private static func work(in script: Script) -> [Int] {
        script.statements.flatMap { statement in
            ([statement.first] + statement.rest.map(\.pipeline)).filter { !Noise.isIdle($0) }.map(\.range.lowerBound)
        }
    }

    private static func remainder(behind range: Range<Int>, _ script: Script, _ work: [Int]) -> WaitRemainder {
        guard let start = work.first(where: { $0 >= range.upperBound }) else { return .nothing }
        var end = script.bytes.count
        while end > start, [0x20, 0x0A, 0x09, 0x0D].contains(script.bytes[end - 1]) { end -= 1 }
        return .script(start..<end)
    }

    /// A word as the kubelet gives it to the container (k8s.io/kubernetes third_party/forked/golang/expansion): `$(NAME)` where
    /// the name is known, `$$` for a dollar.
    static func expanded(_ word: String, _ environment: [String: String]) -> String {
        var text = ""
        var rest = word[...]
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            let behind = rest[rest.index(after: dollar)...]
            if behind.first == "$" {
                text += "$"
                rest = behind.dropFirst()
            } else if behind.first == "(", let end = behind.firstIndex(of: ")"),
                let value = environment[String(behind[behind.index(after: behind.startIndex)..<end])]
            {
                text += value
                rest = behind[behind.index(after: end)...]
            } else {
                text += "$"
                rest = behind
            }
        }
        return text + rest
    }
}
