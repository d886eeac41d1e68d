import ArgumentParser

/// `holdfast plan`: shows a start before it happens.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "See the start before it happens: who waits for whom, how surely, and for how long.",
        discussion: """
            All manifests are looked at together: containers within a pod, and workloads that ask each other through \
            Services. Times come from the kubelet's rules in virtual time, with durations from probes, from --assume, \
            or from a run that was recorded with holdfast up -o json.

              holdfast plan manifests/                          graph, guarantees, predicted timeline
              holdfast plan -o html manifests/ > start.html     a page to click through; svg, dot, mermaid, json
              holdfast plan --assume 'apollo=ready:20s,pull:2s' --assume 'shop=ready:3s,crash:1s' manifests/
              holdfast plan --compare manifests/                today, the usual ways, and Holdfast, in figures
              holdfast plan --diff old/ new/                    what changes in order, guarantee and time
              holdfast plan --replicas 10000 --nodes 200        what waiting puts on the thing that is waited for

            Exit codes: 0 done, 1 something is less sure than before (--diff --check), or never starts (--check), \
            2 usage or manifests that cannot be read or planned.
            """)

    @OptionGroup
    var input: InputOptions

    @Option(name: [.customShort("o"), .customLong("output")], help: "html is one file without any network.")
    var format: PlanFormat = .text

    @Option(
        help: """
            How long something takes: CONTAINER, KIND/NAME, KIND/NAME/CONTAINER, a target's URL or * = ready:, pull:, \
            end:, crash: with a time (repeatable).
            """)
    var assume: [String] = []

    @Option(help: "Take durations from this run, which holdfast up -o json has recorded.", completion: .file())
    var trace: String?

    @Flag(help: "Compare the ways of holding, workload by workload, with advice.")
    var compare = false

    @Option(help: "Compare with the plan of these manifests, as they were (repeatable).", completion: .file())
    var diff: [String] = []

    @Flag(help: "End with 1 when a pod never starts; with --diff, when something is less sure than before.")
    var check = false

    @Flag(help: "Show pods too that need nothing and that nobody needs.")
    var all = false

    @OptionGroup(title: "A fleet")
    var fleet: FleetOptions

    @OptionGroup(title: "What is declared")
    var policies: PolicyOptions

    @OptionGroup(title: "The cluster")
    var cluster: ClusterOptions

    func run() async throws {
        let code = try await PlanSession(self).run()
        if code != 0 { throw ExitCode(code) }
    }
}
