import ShellScript

/// How counters go on.
enum Steps {
    /// `i++`, `i+=5`, `i=i+1` within `(( … ))` or behind `let`.
    static func read(_ expression: String, _ variables: Variables) -> (name: String, step: Int)? {
        let text = String(expression.filter { !" \t\n\"'".contains($0) })
        let name = String(text.drop { "+-$".contains($0) }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        guard !name.isEmpty else { return nil }
        if text == name + "++" || text == "++" + name { return (name, 1) }
        if text == name + "--" || text == "--" + name { return (name, -1) }
        guard text.hasPrefix(name) else { return nil }
        let rest = text.dropFirst(name.count)
        if rest.hasPrefix("+=") { return variables.number(String(rest.dropFirst(2))).map { (name, $0) } }
        if rest.hasPrefix("-="), let number = variables.number(String(rest.dropFirst(2))), number != .min {
            return (name, -number)
        }
        guard rest.hasPrefix("="), !rest.hasPrefix("==") else { return nil }
        return difference(name, String(rest.dropFirst()), variables).map { (name, $0) }
    }

    /// `i=$((i+1))`, `i=$(expr $i + 1)`.
    static func read(_ assignment: Assignment, _ variables: Variables) -> (name: String, step: Int)? {
        guard let value = assignment.value, value.pieces.count == 1 else { return nil }
        let name = assignment.name
        switch value.pieces[0] {
        case .arithmetic(let text, _):
            // `i=$((++i))` and the like.
            if let step = read(text, variables), step.name == name { return step }
            return difference(name, text, variables).map { (name, $0) }
        case .command(let statements, _):
            guard statements.count == 1, statements[0].rest.isEmpty,
                case .simple(let command)? = statements[0].first.commands.first?.kind,
                command.words.first?.literal == "expr"
            else { return nil }
            var sample = variables
            sample.values[name] = "1000"
            guard let words = sample.fields(Array(command.words.dropFirst())) else { return nil }
            return sample.number(words.joined()).map { (name, $0 - 1000) }
        default: return nil
        }
    }

    private static func difference(_ name: String, _ expression: String, _ variables: Variables) -> Int? {
        guard expression.contains(name) else { return nil }
        var sample = variables
        sample.values[name] = "1000"
        return sample.number(expression).flatMap { abs($0) < 1 << 40 ? $0 - 1000 : nil }
    }
}
