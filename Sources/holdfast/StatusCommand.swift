import ArgumentParser

/// `holdfast status`: whether Holdfast works in a cluster.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Whether Holdfast works in a cluster, what its policies do there, and who slipped through.",
        discussion: """
            Asks the cluster by kubectl, and changes nothing: the kinds, the controllers, who of them leads, the \
            webhooks and their certificate; each policy with the workloads that it is for; and running pods that \
            declare a start-up but were created without Holdfast, by workload, with what puts it right.

              holdfast status                       the whole cluster
              holdfast status -n shop               pods and policies of one namespace
              holdfast status -o json | jq .unheld  for programs

            Exit codes: 0 healthy, 1 something is not, 2 usage, no kubectl, or no cluster.
            """)

    @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
    var format: StatusFormat = .text

    @Option(name: [.short, .long], help: "Look at pods and policies of this namespace only.")
    var namespace: String?

    @Flag(name: [.customShort("A"), .long], help: "Look at all namespaces (the default).")
    var allNamespaces = false

    @Option(help: "The controller's namespace.")
    var controllerNamespace = "holdfast-system"

    @Option(help: "The kubeconfig to use.", completion: .file())
    var kubeconfig: String?

    @Option(help: "The context of the kubeconfig.")
    var context: String?

    @Option(help: "How many pods to ask for at a time, 1 to 5000.")
    var chunkSize = 500

    func run() throws {
        let code = try StatusSession(self).run()
        if code != 0 { throw ExitCode(code) }
    }
}
