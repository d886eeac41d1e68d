import Prediction

/// A container's program and hook as commands that behave as the scenario says.
///
/// They tell each other how they are by files in the directory in which they run: `POD.CONTAINER.started`, `.listening`,
/// `.ready`, `.done`, and `target.N` for what is outside.
struct ProgramScript {
    let pods: ScenarioPods
    let pod: Int
    var place = RunPlace.up

    /// The file that is there while a condition holds.
    static func file(_ meaning: ScenarioPods.Meaning, _ pods: ScenarioPods) -> String {
        switch meaning {
        case .target(let index): "target.\(index)"
        case .container(let pod, let name, let state): "\(pods.pods[pod].name).\(name).\(ending(state))"
        }
    }

    private static func ending(_ state: ProgramState) -> String {
        switch state {
        case .started: "started"
        case .listening: "listening"
        case .answering: "ready"
        case .completed: "done"
        }
    }

    /// The container's `command`.
    func command(_ container: String) -> [String] {
        let program = pods.program(container, of: pods.pods[pod].name)
        // A restart begins anew. Told to end, it ends at once, as a good program does; and it clears its traces.
        var lines = [
            "p=" + ShellText.quote("\(pods.pods[pod].name).\(container)"),
            "clear() { rm -f \"$p.listening\" \"$p.ready\"; }",
            "trap 'kill $! 2>/dev/null; clear; \(exit) 143' TERM",
            "z() { sleep \"$1\" & wait $!; }",
            "clear",
        ]
        if place.node != nil {
            // The trap comes first: without it nothing ends a container's process 1.
            lines.insert(contentsOf: log + ["bye() { log \"exited $1\"; exit \"$1\"; }"], at: 1)
            lines.append("log began")
        }
        lines += waiting(program.pause, program.waits)
        lines.append(": > \"$p.started\"")
        if let crash = program.crash {
            for need in program.needs {
                lines.append("test -e \(path(need)) || { \(sleep(crash))\(exit) 1; }")
            }
        }
        if let port = program.port {
            lines.append(server(program, port))
        } else {
            lines.append(sleep(program.ready) + ": > \"$p.ready\"")
            if let end = program.end {
                lines.append(sleep(end - program.ready) + "clear")
                if program.code == 0 { lines.append(": > \"$p.done\"") }
                lines.append("\(exit) \(program.code)")
            } else {
                lines.append("while :; do z 1000; done")
            }
        }
        return ["sh", "-c", lines.joined(separator: "\n")]
    }

    /// The command of a probe that looks for the container's file.
    func probe(_ container: String, _ kind: String, _ sign: String) -> [String] {
        guard place.node != nil else { return ["test", "-e", sign] }
        let name = ["p=" + ShellText.quote("\(pods.pods[pod].name).\(container)")]
        let lines = name + log + ["log asked \(kind)", "test -e " + ShellText.quote(sign)]
        return ["sh", "-c", lines.joined(separator: "\n")]
    }

    /// The command of its postStart hook.
    func hook(_ hook: ScenarioHook, of container: String) -> [String] {
        var lines = ["z() { sleep \"$1\"; }"] + waiting(hook.pause, hook.waits) + ["\(exit) \(hook.code)"]
        if place.node != nil {
            let name = ["p=" + ShellText.quote("\(pods.pods[pod].name).\(container)")]
            lines = name + log + ["bye() { [ \"$1\" = 0 ] || log \"hook failed\"; exit \"$1\"; }"] + lines
        }
        return ["sh", "-c", lines.joined(separator: "\n")]
    }

    /// What answers on a port for something outside.
    static func target(_ index: Int, _ target: ScenarioTarget, readyAt: Duration, _ place: RunPlace) -> [String] {
        let sign = "target.\(index)"
        let port = target.target.place?.port
        if port == nil, place.node == nil {
            return ["sh", "-c", "sleep \(ShellText.seconds(readyAt)); : > \(sign); exec sleep 1000"]
        }
        let ready = ShellText.seconds(readyAt)
        let words = [sign, "\(port ?? 0)", ready, ready, "-", "0", sign]
        let run = "exec python3 -c \(ShellText.quote(ServerProgram.text(place))) \"$t\" " + words.joined(separator: " ")
        // On a node it waits to be told when the run begins: its own pod has to be there before.
        let clock = place.node == nil ? place.shellClock : "until read -r t _ <origin; do sleep 0.01; done 2>/dev/null"
        return ["sh", "-c", clock + "\n" + run]
    }

    private func server(_ program: ScenarioProgram, _ port: Int) -> String {
        let times = [
            ShellText.seconds(program.listen ?? program.ready), ShellText.seconds(program.ready),
            program.end.map { ShellText.seconds($0) } ?? "-", "\(program.code)",
        ]
        // The interpreter's own start is taken off the times: it may be long where much is started at once.
        return
            "\(place.shellClock)\nexec python3 -c \(ShellText.quote(ServerProgram.text(place))) \"$t\" \"$p\" \(port) "
            + times.joined(separator: " ") + " \"$p.ready\""
    }

    private func waiting(_ pause: Duration, _ waits: [ScenarioWait]) -> [String] {
        var lines: [String] = []
        if pause > .zero { lines.append("z " + ShellText.seconds(pause)) }
        for wait in waits {
            if wait.after > .zero { lines.append("z " + ShellText.seconds(wait.after)) }
            let every = ShellText.seconds(wait.every)
            guard let timeout = wait.timeout else {
                lines.append("until test -e \(path(wait.condition)); do z \(every); done")
                continue
            }
            let left = max(.zero, timeout - wait.after)
            let times = Int(left / wait.every)
            let rest = left - wait.every * times
            let over = wait.onTimeout == .fail ? "\(exit) 1" : "break"
            lines += [
                "n=0",
                "until test -e \(path(wait.condition)); do",
                "  if [ $n -ge \(times) ]; then \(sleep(rest))\(over); fi",
                "  n=$((n + 1)); z \(every)",
                "done",
            ]
        }
        return lines
    }

    private func path(_ condition: ScenarioCondition) -> String {
        // Whoever reads a scenario makes sure that everything in it means something.
        pods.meaning(condition, in: pod).map { ShellText.quote(ProgramScript.file($0, pods)) } ?? "/nowhere"
    }

    private func sleep(_ time: Duration) -> String { time > .zero ? "z \(ShellText.seconds(time)); " : "" }

    /// Ends the script, and says so where that is wanted.
    private var exit: String { place.node == nil ? "exit" : "bye" }

    private var log: [String] {
        ["log() { read -r u _ </proc/uptime; echo \"$u ${p%%.*}/${p#*.} $*\" >>log; }"]
    }
}
