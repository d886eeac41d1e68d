/// Reads a command line and the environment. The command line wins; a bad value anywhere is an error, never a default.
public enum WaiterArguments {
    /// Reads the arguments (the program's name first) and the variables that begin with `WAITER_`.
    public static func parse(
        _ arguments: [String], environment: [(name: String, value: String)]
    ) throws(UsageError) -> WaiterCommand {
        let program = baseName(arguments.first ?? "waiter")
        var rest = arguments.dropFirst()
        if program == "pilot-agent" {
            guard rest.first == "wait" else {
                throw UsageError("only \"pilot-agent wait\" is imitated", cure: "call waiter for everything else")
            }
            return .wait(try PilotAgent.options(rest.dropFirst()))
        }
        guard let command = rest.popFirst() else { return .help(.overview) }
        switch command {
        case "wait", "supervise":
            let supervise = command == "supervise"
            var options = SuperviseOptions()
            try fromEnvironment(environment, into: &options, supervise: supervise)
            if try fromArguments(rest, into: &options, supervise: supervise) == false {
                return .help(supervise ? .supervise : .wait)
            }
            return try checked(options, supervise: supervise)
        case "copy": return try copy(rest)
        case "version", "--version": return .version
        case "help", "--help", "-h":
            switch rest.first {
            case "wait": return .help(.wait)
            case "supervise": return .help(.supervise)
            case "copy": return .help(.copy)
            default: return .help(.overview)
            }
        default: break
        }
        throw UsageError(
            "\"\(command)\" is not a command of the waiter", cure: "use wait, supervise, copy, version or help")
    }

    private static func copy(_ arguments: ArraySlice<String>) throws(UsageError) -> WaiterCommand {
        if arguments.contains("--help") || arguments.contains("-h") { return .help(.copy) }
        guard let destination = arguments.first, !destination.isEmpty, arguments.count == 1 else {
            throw UsageError("copy takes one destination", cure: "write waiter copy PATH, or a directory that exists")
        }
        guard destination.utf8.first != UInt8(ascii: "-") else {
            throw UsageError("\(destination) is not an option of waiter copy", cure: "write waiter copy PATH")
        }
        return .copy(destination)
    }

    private static func checked(_ options: SuperviseOptions, supervise: Bool) throws(UsageError) -> WaiterCommand {
        if supervise {
            guard !options.wait.command.isEmpty else {
                throw UsageError(
                    "supervise has no command to run", cure: "put it after --: waiter supervise -- COMMAND")
            }
        } else if options.wait.targets.isEmpty {
            throw UsageError(
                "there is nothing to wait for", cure: "name a target, such as http://localhost:8080/health")
        }
        if case .quorum(let number) = options.wait.policy.mode, number > options.wait.targets.count {
            throw UsageError(
                "a quorum of \(number) cannot come from \(options.wait.targets.count) targets",
                cure: "lower --quorum or name more targets")
        }
        guard (options.wait.tls.certificate == nil) == (options.wait.tls.key == nil) else {
            throw UsageError(
                "a client certificate needs its key, and a key its certificate",
                cure: "give both --client-cert and --client-key")
        }
        return supervise ? .supervise(options) : .wait(options.wait)
    }

    /// Takes the variables; what the command line says afterwards overrides them.
    private static func fromEnvironment(
        _ environment: [(name: String, value: String)], into options: inout SuperviseOptions, supervise: Bool
    ) throws(UsageError) {
        for (name, value) in environment where Array(name.utf8).starts(with: "WAITER_".utf8) {
            do throws(UsageError) {
                if name == "WAITER_TARGETS" {
                    for word in ASCII.split(Array(value.utf8), at: UInt8(ascii: " ")) where !word.isEmpty {
                        options.wait.targets.append(try TargetParser.parse(ASCII.string(word)))
                    }
                    continue
                }
                // Variables of the other command, or of a newer waiter, are none of this one's business.
                for rule in OptionTable.rules where rule.variable == name && (supervise || rule.scope == .both) {
                    try rule.apply(value, &options)
                }
            } catch {
                throw UsageError("\(name): \(error.message)", cure: Phrase(error.cure))
            }
        }
    }

    /// Returns `false` when help was asked for.
    private static func fromArguments(
        _ arguments: ArraySlice<String>, into options: inout SuperviseOptions, supervise: Bool
    ) throws(UsageError) -> Bool {
        var rest = arguments
        var targets: [Target] = []
        var url: [Target] = []
        var command: [String] = []
        while let argument = rest.popFirst() {
            if argument == "--" {
                command = Array(rest)
                break
            }
            if argument == "--help" || argument == "-h" { return false }
            let bytes = Array(argument.utf8)
            guard bytes.starts(with: "--".utf8) else {
                targets.append(try TargetParser.parse(argument))
                continue
            }
            let equals = bytes.firstIndex(of: UInt8(ascii: "=")) ?? bytes.endIndex
            let flag = ASCII.string(bytes[..<equals])
            var value: String? = equals < bytes.endIndex ? ASCII.string(bytes[(equals + 1)...]) : nil
            if PilotAgent.flags.contains(flag) {
                if value == nil { value = rest.popFirst() }
                guard let value else { throw missingValue(flag) }
                try PilotAgent.apply(flag, value, &options.wait)
                if flag == "--url" { url = options.wait.targets }
                continue
            }
            guard let rule = OptionTable.rules.first(where: { $0.flag == flag }), supervise || rule.scope == .both
            else {
                throw UsageError(
                    "\(flag) is not an option of waiter \(supervise ? "supervise" : "wait")",
                    cure: "see waiter \(supervise ? "supervise" : "wait") --help")
            }
            if rule.value.isEmpty, value == nil { value = "true" }
            if value == nil { value = rest.popFirst() }
            guard let value else { throw missingValue(flag) }
            do throws(UsageError) {
                try rule.apply(value, &options)
            } catch {
                throw UsageError("\(flag): \(error.message)", cure: Phrase(error.cure))
            }
        }
        // Targets on the command line replace those of WAITER_TARGETS, as every other option does.
        targets += url
        if !targets.isEmpty { options.wait.targets = targets }
        options.wait.command = command
        return true
    }

    static func missingValue(_ flag: String) -> UsageError {
        UsageError("\(flag) has no value", cure: "write \(flag) VALUE or \(flag)=VALUE")
    }

    static func baseName(_ path: String) -> String {
        ASCII.string(ASCII.split(Array(path.utf8), at: UInt8(ascii: "/")).last ?? [])
    }
}
