import Probing
import Startup

/// Commands that the waiter runs, also under the name of `pilot-agent`.
enum WaiterCommands {
    /// What the words ask the waiter to do; `nil` when they are another program's, or the waiter would refuse them.
    ///
    /// - Parameter container: where they run: its variables count as well.
    static func parse(_ words: [String], in container: Container? = nil) -> WaiterCommand? {
        guard let program = words.first, words.count > 1 else { return nil }
        let name = program.split(separator: "/").last.map(String.init) ?? ""
        guard name == "waiter" || name == "pilot-agent" && words[1] == "wait" else { return nil }
        let variables = (container?.environment ?? []).compactMap { variable in
            variable.value.map { (name: variable.name, value: $0) }
        }
        return try? WaiterArguments.parse(words, environment: variables)
    }

    /// Whether the command waits and does nothing else.
    static func onlyWaits(_ words: [String]) -> Bool {
        if case .wait(let options)? = parse(words) { options.command.isEmpty } else { false }
    }
}

extension WaiterCommands {
    /// Whether a command supervises what it runs, and says in this directory how that is.
    static func publishes(_ words: [String], into folder: String) -> Bool {
        switch parse(words) {
        case .supervise(let options)?: options.publish == folder
        // Wrapped and supervised at once: the next waiter stands behind the dashes.
        case .wait(let options)? where !options.command.isEmpty: publishes(options.command, into: folder)
        default: false
        }
    }
}
