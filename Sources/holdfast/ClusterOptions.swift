import ArgumentParser
import Probing
import Startup

/// Options that say what the cluster can do.
struct ClusterOptions: ParsableArguments {
    @Option(help: "The cluster's version: native sidecars need 1.29, image volumes 1.36 (default: 1.33).")
    var kubernetesVersion: String?

    @Option(
        help: "Whether Istio's webhook will add its proxy: auto (as the manifests say), istio or none.",
        completion: .list(["auto", "istio", "none"]))
    var mesh: String?

    @Option(name: [.short, .long], help: "The namespace of manifests that name none, for policies.")
    var namespace: String?

    /// What they say of the cluster; a current one where they are silent.
    func cluster() throws -> Cluster {
        var cluster = Cluster()
        if let version = kubernetesVersion {
            cluster.version = try OptionValue.read("--kubernetes-version") { () throws(UsageError) in
                try KubernetesVersion(version)
            }
        }
        if let mesh { cluster.mesh = try OptionValue.choice("--mesh", mesh) }
        return cluster
    }
}
