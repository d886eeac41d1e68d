/// `pilot-agent wait` of Istio 1.32 (pilot/cmd/pilot-agent/app/wait.go), so that the waiter can take its place.
enum PilotAgent {
    static let flags = ["--timeoutSeconds", "--periodMillis", "--requestTimeoutMillis", "--url"]
    static let defaultURL = "http://localhost:15021/healthz/ready"

    /// The options of `pilot-agent wait`: it sleeps one period before its first attempt, takes status 200 only, keeps
    /// a fixed pace and exits with 255 after the deadline.
    static func options(_ arguments: ArraySlice<String>) throws(UsageError) -> WaitOptions {
        var options = WaitOptions()
        options.policy.timeout = 60_000
        options.policy.period = 500
        options.policy.initialDelay = 500
        options.policy.attemptTimeout = 500
        options.timeoutCode = 255
        var rest = arguments
        while let argument = rest.popFirst() {
            let bytes = Array(argument.utf8)
            let equals = bytes.firstIndex(of: UInt8(ascii: "=")) ?? bytes.endIndex
            let flag = ASCII.string(bytes[..<equals])
            guard flags.contains(flag) else {
                throw UsageError(
                    "\(argument) is not an option of pilot-agent wait",
                    cure: "use --timeoutSeconds, --periodMillis, --requestTimeoutMillis or --url")
            }
            let value = equals < bytes.endIndex ? ASCII.string(bytes[(equals + 1)...]) : rest.popFirst()
            guard let value else { throw WaiterArguments.missingValue(flag) }
            try apply(flag, value, &options)
        }
        if options.targets.isEmpty { options.targets = [try target(defaultURL)] }
        return options
    }

    /// Takes one of the flags, which `waiter wait` knows as well.
    static func apply(_ flag: String, _ value: String, _ options: inout WaitOptions) throws(UsageError) {
        if flag == "--url" {
            options.targets = [try target(value)]
            return
        }
        let number = Int64(try OptionTable.number(value, in: 1...1_000_000_000))
        switch flag {
        case "--timeoutSeconds": options.policy.timeout = number * 1000
        case "--periodMillis":
            options.policy.period = number
            options.policy.initialDelay = number
        default: options.policy.attemptTimeout = number
        }
    }

    private static func target(_ url: String) throws(UsageError) -> Target {
        var target = try TargetParser.parse(url + "#status=200")
        target.name = try TargetParser.parse(url).name
        return target
    }
}
