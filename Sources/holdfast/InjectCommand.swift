import ArgumentParser

/// `holdfast inject`: writes start-up order into manifests.
struct InjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inject",
        abstract: "Write what pods wait for, and their containers' order, into manifests.",
        discussion: """
            What is declared with holdfast.dev/ annotations, by policies, or by Istio's hold switch is built into the \
            pods with what every cluster has: init containers, native sidecars, commands that run through the waiter, \
            and hooks. Every byte that does not have to change stays as it is.

              holdfast inject -f shop.yaml | kubectl apply -f -
              holdfast inject --in-place manifests/             rewrite files where they are
              holdfast inject -o diff manifests/                show what would change
              holdfast inject --explain -f shop.yaml            what is chosen, why, and what it guarantees
              holdfast inject --wait-for tcp://db:5432 -f shop.yaml
              holdfast inject --remove --in-place manifests/    back to the original bytes
              holdfast inject --krm                             as a KRM function (see the reference)

            Injecting again changes nothing, or carries out what is declared now.

            Exit codes: 0 done, 1 something would change (--check), 2 usage or manifests that cannot be injected; \
            then nothing is written.
            """)

    @OptionGroup
    var input: InputOptions

    @OptionGroup
    var output: OutputOptions

    @Flag(help: "Take out what was injected: the original bytes come back.")
    var remove = false

    @Flag(help: "Say per pod what was chosen, why, and what it guarantees, instead of the manifests; writes nothing.")
    var explain = false

    @Flag(help: "Be a KRM function: a ResourceList on standard input, one on standard output.")
    var krm = false

    @OptionGroup(title: "What is declared")
    var declared: DeclarationOptions

    @OptionGroup(title: "The cluster")
    var cluster: ClusterOptions

    @OptionGroup(title: "The waiter")
    var waiter: WaiterOptions

    func run() async throws {
        let code = try await InjectSession(self).run()
        if code != 0 { throw ExitCode(code) }
    }
}
