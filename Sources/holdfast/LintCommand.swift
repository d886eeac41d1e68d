import ArgumentParser
import Manifests

extension Diagnostic.Severity: ExpressibleByArgument {}

/// `holdfast lint`: finds what makes a start depend on luck.
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find what makes pods start by luck, and put right what can be put right.",
        discussion: """
            All manifests are looked at together, Services with the pods that they select. Each finding says where, \
            what is wrong, and what to write instead.

              holdfast lint manifests/                     findings as text
              holdfast lint --fix --diff manifests/        what the safe fixes would change
              holdfast lint --fix manifests/               apply them, and change nothing else
              holdfast lint --explain HF302                why there is a rule, an example
              holdfast lint -o sarif manifests/ > lint.sarif
              helm template shop | holdfast lint -

            To begin with many findings, accept today's and fail on new ones:
              holdfast lint --write-baseline .holdfast-baseline.json manifests/
              holdfast lint --baseline .holdfast-baseline.json manifests/

            To put one aside, say why on the object: holdfast.dev/lint-ignore: "HF302: the vendor's chart"

            Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or manifests that cannot be read; the \
            findings of the others are shown then too.
            """)

    @OptionGroup
    var input: InputOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "sarif is for code scanning, github for annotations in Actions, markdown for --rules."
    )
    var format: LintFormat = .text

    @Option(help: "Show findings that are as bad as this, or worse.")
    var severity: Diagnostic.Severity = .note

    @Option(help: "End with 1 when a finding is shown that is as bad as this, or worse.")
    var failOn: Diagnostic.Severity = .warning

    @Option(help: "Leave this rule out, by id or name (repeatable).")
    var ignore: [String] = []

    @Option(help: "Ask only this rule (repeatable).")
    var only: [String] = []

    @Option(help: "Findings that are known and accepted: only others are shown.", completion: .file())
    var baseline: String?

    @Option(help: "Accept what is found now: write it to this file, and end with 0.", completion: .file())
    var writeBaseline: String?

    @Flag(help: "Apply the safe fixes, in place, each file in one step.")
    var fix = false

    @Option(help: "Apply all fixes of this rule, also those that change what the pod does (repeatable).")
    var fixRule: [String] = []

    @Flag(
        name: [.customLong("diff"), .customLong("dry-run")],
        help: "With --fix or --fix-rule: show what would change, and write nothing.")
    var diff = false

    @Option(help: "Say everything about a rule, by id or name.")
    var explain: String?

    @Flag(help: "List the rules.")
    var rules = false

    @OptionGroup(title: "What is declared")
    var policies: PolicyOptions

    @OptionGroup(title: "The cluster")
    var cluster: ClusterOptions

    func run() async throws {
        let code = try await LintSession(self).run()
        if code != 0 { throw ExitCode(code) }
    }
}
