/// The words of a command that runs the waiter, in a pod and here.
struct WaiterWords {
    let tools: WaiterTools
    /// The state directory in the pod; `nil` when there is none.
    let state: String?

    /// Whether a command runs the waiter, by whatever path.
    static func areWaiters(_ words: [String]) -> Bool {
        guard words.count > 1, words[0].hasSuffix("/waiter") else { return false }
        return ["wait", "supervise", "copy"].contains(words[1])
    }

    /// The targets among the words; options and their values are not.
    static func targets(_ words: [String]) -> [String] {
        var targets: [String] = []
        var isValue = false
        for word in words.dropFirst(2) {
            if isValue {
                isValue = false
            } else if word.hasPrefix("--") {
                isValue = !word.contains("=") && word != "--hook"
            } else {
                targets.append(word)
            }
        }
        return targets
    }

    /// The same command with this machine's paths; what is behind `--` is the container's own.
    func local(_ words: [String]) -> [String] {
        guard WaiterWords.areWaiters(words) else { return words }
        if words[1] == "copy" { return [tools.waiter, "copy", tools.stateDirectory + "/waiter"] }
        let end = words.firstIndex(of: "--") ?? words.count
        // Here process 1, into whose log a hook writes, is somebody else's.
        let own = words[1..<end].filter { $0 != "--hook" }.map { word in
            guard let state else { return word }
            for prefix in ["", "file:"] where word.hasPrefix(prefix + state + "/") {
                return prefix + tools.stateDirectory + word.dropFirst(prefix.count + state.count)
            }
            return word
        }
        // A container may be wrapped and supervised at once: the next waiter stands behind the dashes.
        let rest = end < words.count ? ["--"] + local(Array(words[(end + 1)...])) : []
        return [tools.waiter] + own + rest
    }
}
