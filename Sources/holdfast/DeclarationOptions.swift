import ArgumentParser

/// Options that declare start-up for pods that do not do so themselves.
struct DeclarationOptions: ParsableArguments {
    @OptionGroup
    var policies: PolicyOptions

    @Option(help: "A target for pods that declare none (repeatable).")
    var waitFor: [String] = []

    @Option(
        help: "The mechanism for pods that name none: auto, init, sidecar, wrap or hook.",
        completion: .list(["auto", "init", "sidecar", "wrap", "hook"]))
    var strategy: String?

    @Option(help: "How long to wait where nothing is declared, such as 2m (default: 5m; 0: for ever).")
    var timeout: String?

    @Option(help: "At that time: fail, proceed or block.", completion: .list(["fail", "proceed", "block"]))
    var onTimeout: String?

    @Option(help: "Only these workloads (name or kind/name; repeatable).")
    var only: [String] = []
}
