import ShellScript

/// What is expected of an answer.
enum AnswerReader {
    /// A check whose output goes through a filter: `| grep UP` expects something, `| head -1` does not. `nil` when the
    /// filter is not known.
    static func narrowed(_ condition: Condition, _ words: [String]) -> Condition? {
        guard let name = words.first.map(CheckReader.baseName) else { return nil }
        var found = condition
        switch name {
        case "grep", "egrep", "fgrep":
            let arguments = Arguments(words.dropFirst(), valued: ["-e", "-m", "-A", "-B", "-C", "--regexp"])
            let patterns = arguments.operands + arguments.values("-e", "--regexp")
            guard let pattern = patterns.first else { return nil }
            if arguments.has("-v", "--invert-match") {
                // What must not be there: nothing that a target can say.
                found.check?.http?.countsStatus = true
                found.check?.targets =
                    condition.check?.targets.map { target in
                        var target = target
                        target.meant = target.meant.flatMap { $0.hasPrefix("http") ? $0 : nil }
                        return target
                    } ?? []
                return found
            }
            expect(pattern, &found)
            return found
        case "jq":
            let arguments = Arguments(words.dropFirst(), valued: [])
            let parts = (arguments.operands.first ?? "").split(separator: "=").map { $0.trimmed(" ") }
            found.check?.jsonPath = parts.first.flatMap { KubectlReader.jsonPath($0) }
            if arguments.has("-e", "--exit-status") {
                found.check?.http?.countsStatus = true
                if parts.count == 2, found.check?.jsonPath != nil { expect(parts[1].trimmed("\""), &found) }
            }
            return found
        case "awk", "sed", "head", "tail", "cut", "tr", "wc", "cat", "tee", "xargs", "sort", "uniq", "yq", "column":
            return found
        default: return nil
        }
    }

    /// A check whose output is compared.
    static func compared(_ check: Check, _ operation: String, _ value: String) -> Condition? {
        var read = Condition(check: check)
        if check.http != nil { return comparedStatus(read, operation, value) }
        let isNothing = value.isEmpty || value == "0"
        switch operation {
        case "=", "==", "-eq", "=~":
            read.isNegated = isNothing
            if !isNothing { expect(value, &read) }
        case "!=", "-ne":
            read.isNegated = !isNothing
            if !isNothing { expect(value, &read) }
        case "-lt", "-le": read.isNegated = true
        case "-gt", "-ge": break
        default: return nil
        }
        return read
    }

    /// Most compare the status; a body compares as well.
    private static func comparedStatus(_ condition: Condition, _ operation: String, _ value: String) -> Condition? {
        var read = condition
        let number = Int(value)
        // Nothing came (000), or it is not ready: what the loop wants to be rid of.
        let isBad = value.isEmpty || number.map { $0 == 0 || $0 >= 400 } ?? false
        switch operation {
        case "=", "==", "-eq", "=~":
            read.isNegated = isBad
            if !isBad { expect(value, &read) }
        case "!=", "-ne":
            read.isNegated = !isBad
            if !isBad { expect(value, &read) }
        case "-lt", "-le":
            read.isNegated = (number ?? 0) < 300
            read.check?.http?.countsStatus = true
            return read
        case "-gt", "-ge":
            read.isNegated = (number ?? 0) >= 300
            read.check?.http?.countsStatus = true
            return read
        default: return nil
        }
        if let number, number >= 400 { read.check?.http?.countsStatus = true }
        return read
    }

    /// The output must have, or be, this text.
    static func expect(_ text: String, _ condition: inout Condition) {
        let plain = text.trimmed("^$ ")
        if let check = condition.check, check.tool == .kubectl {
            condition.check = KubectlReader.expecting(plain, check)
        }
        guard condition.check?.http != nil else { return }
        if let path = condition.check?.jsonPath {
            condition.check?.http?.json = path + ":" + plain
        } else if let status = status(in: plain) {
            condition.check?.http?.countsStatus = true
            condition.check?.http?.statuses = [status]
        } else if plain.utf8.allSatisfy({ !"\\[]*+?|(){}.^$".utf8.contains($0) }) {
            condition.check?.http?.body = plain
        } else {
            // A pattern: it decides, but no target can say it.
            condition.check?.http?.countsStatus = true
        }
    }

    /// `200`, `HTTP/1.1 200`, `200 OK`.
    private static func status(in text: String) -> Int? {
        for word in text.split(separator: " ") {
            if let number = Int(word), (100...599).contains(number), word.utf8.count == 3 { return number }
        }
        return nil
    }
}
