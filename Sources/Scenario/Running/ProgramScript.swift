import Prediction

/// A container's program and hook as commands that behave as the scenario says.
///
/// They tell each other how they are by files in the directory in which they run: `POD.CONTAINER.started`, `.listening`,
/// `.ready`, `.done`, and `target.N` for what is outside.
struct ProgramScript {
    let pods: ScenarioPods
    let pod: Int

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
            "trap 'kill $! 2>/dev/null; clear; exit 143' TERM",
            "z() { sleep \"$1\" & wait $!; }",
            "clear",
        ]
        lines += waiting(program.pause, program.waits)
        lines.append(": > \"$p.started\"")
        if let crash = program.crash {
            for need in program.needs {
                lines.append("test -e \(path(need)) || { \(sleep(crash))exit 1; }")
            }
        }
        if let port = program.port {
            lines.append(server(program, port))
        } else {
            lines.append(sleep(program.ready) + ": > \"$p.ready\"")
            if let end = program.end {
                lines.append(sleep(end - program.ready) + "clear")
                if program.code == 0 { lines.append(": > \"$p.done\"") }
                lines.append("exit \(program.code)")
            } else {
                lines.append("while :; do z 1000; done")
            }
        }
        return ["sh", "-c", lines.joined(separator: "\n")]
    }

    /// The command of its postStart hook.
    func hook(_ hook: ScenarioHook) -> [String] {
        let lines =
            ["z() { sleep \"$1\"; }"] + waiting(hook.pause, hook.waits) + ["exit \(hook.code)"]
        return ["sh", "-c", lines.joined(separator: "\n")]
    }

    /// What answers on a port for something outside.
    static func target(_ index: Int, _ target: ScenarioTarget, readyAt: Duration) -> [String] {
        guard let port = target.target.place?.port else {
            return ["sh", "-c", "sleep \(ShellText.seconds(readyAt)); : > target.\(index); exec sleep 1000"]
        }
        let words = ["target.\(index)", "\(port)", ShellText.seconds(readyAt), ShellText.seconds(readyAt), "-", "0"]
        let run = "exec python3 -c \(ShellText.quote(ServerProgram.text)) \"$t\" " + words.joined(separator: " ")
        return ["sh", "-c", "t=$(date +%s.%N)\n" + run + " target.\(index)"]
    }

    private func server(_ program: ScenarioProgram, _ port: Int) -> String {
        let times = [
            ShellText.seconds(program.listen ?? program.ready), ShellText.seconds(program.ready),
            program.end.map { ShellText.seconds($0) } ?? "-", "\(program.code)",
        ]
        // The interpreter's own start is taken off the times: it may be long where much is started at once.
        return "t=$(date +%s.%N)\nexec python3 -c \(ShellText.quote(ServerProgram.text)) \"$t\" \"$p\" \(port) "
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
            let over = wait.onTimeout == .fail ? "exit 1" : "break"
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
}
