import ArgumentParser
import Installation

/// `holdfast uninstall`: what `kubectl delete` needs to take the controller out of a cluster.
struct UninstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall",
        abstract: "Print what takes Holdfast's controller out of a cluster.",
        discussion: """
            Prints what to delete, the webhooks first, so that no pod is held up by a controller that is gone. Pods \
            that run stay as they are. Policies stay, unless --crds takes their kinds away, and every policy with \
            them. A namespace of another name than holdfast-system stays too: others may use it.

              holdfast uninstall | kubectl delete --ignore-not-found -f -
              holdfast uninstall --crds | kubectl delete --ignore-not-found -f -    and every policy

            Give the options --namespace, --kubernetes-version and --certificates as for holdfast install.

            Exit codes: 0 printed, 2 usage.
            """)

    @Option(name: [.customShort("o"), .customLong("output")], help: "yaml or json (one List).")
    var format: InstallFormat = .yaml

    @OptionGroup
    var target: InstallTargetOptions

    @Flag(help: "Delete the kinds StartupPolicy and ClusterStartupPolicy, and every policy.")
    var crds = false

    func run() throws {
        let options = try target.options()
        if !options.isOwnNamespace {
            StandardOutput.note(
                "namespace \(options.namespace) stays; if it is empty: kubectl delete namespace \(options.namespace)")
        }
        try InstallOutput.write(Installation.removal(options, withPolicies: crds), format)
    }
}
