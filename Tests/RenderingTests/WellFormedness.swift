/// Says what is wrong with the nesting, attributes or references of XML; nil when nothing is. Knows no declarations.
func xmlFault(_ text: String) -> String? {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
        if let fault = referenceFault(rest[..<start]) { return fault }
        guard let end = tagEnd(rest[start...]) else { return "a tag does not end" }
        var tag = rest[rest.index(after: start)..<end]
        rest = rest[rest.index(after: end)...]
        if tag.first == "/" {
            guard open.popLast() == tag.dropFirst() else { return "</\(tag.dropFirst())> closes something else" }
            continue
        }
        let isEmpty = tag.last == "/"
        if isEmpty { tag.removeLast() }
        let name = tag.prefix { !$0.isWhitespace }
        guard let first = name.first, first.isLetter else { return "<\(name)> is no name" }
        if let fault = attributeFault(tag.dropFirst(name.count)) { return "\(fault) in <\(name)>" }
        if !isEmpty { open.append(name) }
        if open.isEmpty, rest.contains("<") { return "something follows the root" }
    }
    return open.isEmpty ? referenceFault(rest) : "<\(open[open.count - 1])> stays open"
}

private func tagEnd(_ text: Substring) -> String.Index? {
    var quote: Character?
    for index in text.indices {
        let character = text[index]
        if let open = quote {
            if character == open { quote = nil }
        } else if character == ">" {
            return index
        } else if character == "\"" || character == "'" {
            quote = character
        }
    }
    return nil
}

private func attributeFault(_ text: Substring) -> String? {
    var rest = text.drop { $0.isWhitespace }
    var names: Set<Substring> = []
    while !rest.isEmpty {
        let name = rest.prefix { $0 != "=" }
        guard names.insert(name).inserted else { return "\(name) twice" }
        rest = rest.dropFirst(name.count + 1)
        guard rest.first == "\"" else { return "\(name) has no quotes" }
        let value = rest.dropFirst().prefix { $0 != "\"" }
        if value.contains("<") { return "\(name) has a <" }
        if let fault = referenceFault(value) { return fault }
        rest = rest.dropFirst(value.count + 2)
        if let next = rest.first, !next.isWhitespace { return "no space after \(name)" }
        rest = rest.drop { $0.isWhitespace }
    }
    return nil
}

private func referenceFault(_ text: Substring) -> String? {
    for scalar in text.unicodeScalars where scalar.value < 32 && scalar != "\n" && scalar != "\t" {
        return "control character \(scalar.value)"
    }
    for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
        let name = piece.prefix { $0 != ";" }
        let known = ["amp", "lt", "gt", "quot", "#39"].contains(String(name))
        if !known || name.endIndex == piece.endIndex { return "&\(name.prefix(8)) is no reference" }
    }
    return nil
}
