import ArgumentParser
import CommandSupport
import Installation
import Manifests

/// `holdfast install`: what `kubectl apply` needs to put the controller into a cluster.
struct InstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Print what puts Holdfast's controller into a cluster.",
        discussion: """
            Prints manifests and touches nothing: look at them, keep them in a repository, or apply them. Applied \
            again, also with other options or a newer Holdfast, they change what differs; the certificate that the \
            webhooks have got stays.

              holdfast install | kubectl apply -f -                   with what is safe by default
              holdfast install --failure-policy Fail | kubectl apply -f -
                                                                      no pod without Holdfast, even while it is away
              holdfast install --certificates cert-manager --issuer ClusterIssuer/internal | kubectl apply -f -
              holdfast install --kubernetes-version 1.24 > holdfast.yaml
              holdfast status                                         is it healthy, and who slipped through

            By default a pod is created as it is when the controller cannot be asked, and holdfast status names it. \
            With Fail it is not created: namespaces kube-system, kube-public, kube-node-lease, the controller's own \
            and those of --exclude-namespace stay out, so that the cluster can start. Anyone can keep out: a \
            namespace by the label holdfast.dev/admission=disabled, a pod by the label holdfast.dev/inject=false.

            Exit codes: 0 printed, 2 usage.
            """)

    @Option(name: [.customShort("o"), .customLong("output")], help: "yaml or json (one List).")
    var format: InstallFormat = .yaml

    @OptionGroup
    var target: InstallTargetOptions

    @OptionGroup(title: "Admission")
    var admission: InstallAdmissionOptions

    @OptionGroup(title: "The controller's pods")
    var pods: InstallPodOptions

    func run() throws {
        var options = try target.options()
        try admission.fill(&options)
        try pods.fill(&options)
        try InstallOutput.checked(options)
        try InstallOutput.write(Installation.objects(options), format)
    }
}
