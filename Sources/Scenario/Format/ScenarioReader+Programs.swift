import Manifests
import Startup

extension ScenarioReader {
    mutating func programs(_ node: Node) -> [String: ScenarioProgram] {
        var programs: [String: ScenarioProgram] = [:]
        guard let mapping = fields.mapping(node, "programs", "") else { return [:] }
        for entry in mapping.entries {
            let path = "programs.\(entry.key.text)"
            guard entry.value.kind == .mapping else {
                fields.wrong(entry.value, path, "a mapping")
                continue
            }
            programs[entry.key.text] = program(entry.value, path + ".")
        }
        return programs
    }

    private mutating func program(_ node: Node, _ path: String) -> ScenarioProgram {
        fields.unknownKeys(
            in: node,
            known: ["pause", "wait", "needs", "crash", "listen", "ready", "port", "end", "code", "postStart"],
            of: "a program")
        var program = ScenarioProgram()
        program.pause = duration(node, "pause", path) ?? .zero
        program.waits = waits(node, path)
        for (index, text) in fields.strings(node, "needs", path).enumerated() {
            if let condition = condition(text, "\(path)needs[\(index)]", at: node) { program.needs.append(condition) }
        }
        program.crash = duration(node, "crash", path)
        program.listen = duration(node, "listen", path)
        program.ready = duration(node, "ready", path) ?? .zero
        program.port = fields.int(node, "port", path)
        program.end = duration(node, "end", path)
        program.code = fields.int(node, "code", path) ?? 0
        if let hook = fields.mapping(node, "postStart", path) {
            fields.unknownKeys(in: hook, known: ["pause", "wait", "code"], of: "a hook")
            var read = ScenarioHook()
            read.pause = duration(hook, "pause", path + "postStart.") ?? .zero
            read.waits = waits(hook, path + "postStart.")
            read.code = fields.int(hook, "code", path + "postStart.") ?? 0
            program.postStart = read
        }
        check(program, path, node)
        return program
    }

    private mutating func check(_ program: ScenarioProgram, _ path: String, _ node: Node) {
        func wrong(_ key: String, _ message: String) {
            fields.diagnostics.append(Diagnostic(.error, "\(path)\(key) \(message)", at: node[key] ?? node))
        }
        if let port = program.port, !(1024...65535).contains(port) { wrong("port", "must be 1024 to 65535") }
        if !(0...255).contains(program.code) { wrong("code", "must be 0 to 255") }
        if let listen = program.listen, listen > program.ready { wrong("listen", "comes after ready") }
        if let end = program.end, end < program.ready { wrong("end", "comes before ready") }
        if program.listen != nil, program.port == nil { wrong("listen", "is of no use without port") }
        if program.crash != nil, program.needs.isEmpty { wrong("crash", "is of no use without needs") }
    }

    private mutating func waits(_ node: Node, _ path: String) -> [ScenarioWait] {
        guard let value = fields.value(node, "wait") else { return [] }
        guard value.kind == .sequence else { return wait(value, path + "wait").map { [$0] } ?? [] }
        var waits: [ScenarioWait] = []
        for (index, item) in value.items.enumerated() {
            if let wait = wait(item, "\(path)wait[\(index)]") { waits.append(wait) }
        }
        return waits
    }

    private mutating func wait(_ node: Node, _ path: String) -> ScenarioWait? {
        guard node.kind == .mapping else {
            fields.wrong(node, path, "a mapping")
            return nil
        }
        fields.unknownKeys(in: node, known: ["for", "every", "after", "timeout", "onTimeout"], of: "a wait")
        guard let text = fields.string(node, "for", path + "."),
            let condition = condition(text, path + ".for", at: node)
        else {
            if node["for"] == nil {
                fields.diagnostics.append(Diagnostic(.error, "\(path) says not what for", cure: "add for:", at: node))
            }
            return nil
        }
        var wait = ScenarioWait(condition: condition, every: duration(node, "every", path + ".") ?? .seconds(1))
        if wait.every == .zero, let every = node["every"] { fields.wrong(every, path + ".every", "more than 0") }
        wait.after = duration(node, "after", path + ".") ?? .zero
        wait.timeout = duration(node, "timeout", path + ".")
        if let text = fields.string(node, "onTimeout", path + ".") {
            if let expiry = ScenarioWait.Expiry(rawValue: text) {
                wait.onTimeout = expiry
            } else if let value = node["onTimeout"] {
                fields.wrong(value, path + ".onTimeout", "fail or proceed")
            }
        }
        return wait
    }

    private mutating func condition(_ text: String, _ path: String, at node: Node) -> ScenarioCondition? {
        if let condition = ScenarioCondition(text) { return condition }
        fields.diagnostics.append(
            Diagnostic(
                .error, "\(path) \"\(text)\" says nothing that can be asked",
                cure: "write CONTAINER started, ready or completed, or a URL", at: node))
        return nil
    }
}
