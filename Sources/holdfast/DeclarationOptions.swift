import ArgumentParser

/// Options that declare start-up for pods that do not do so themselves.
struct DeclarationOptions: ParsableArguments {
    @Option(help: "A file or directory with StartupPolicy objects (repeatable).", completion: .file())
    var policy: [String] = []

    @Option(help: "A target that every pod waits for (repeatable).")
    var waitFor: [String] = []

    @Option(help: "The mechanism for pods that name none: auto, init, sidecar, wrap or hook.")
    var strategy: String?

    @Option(help: "How long to wait where nothing is declared, such as 2m (default: 5m; 0: for ever).")
    var timeout: String?

    @Option(help: "At that time: fail, proceed or block.")
    var onTimeout: String?

    @Option(help: "Only these workloads (name or kind/name; repeatable).")
    var only: [String] = []
}
