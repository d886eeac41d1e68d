import ArgumentParser
import Injection

extension Delivery: ExpressibleByArgument {}

/// Options that say what the cluster can do.
struct ClusterOptions: ParsableArguments {
    @Option(help: "The cluster's version: native sidecars need 1.29, image volumes 1.36 (default: 1.33).")
    var kubernetesVersion: String?

    @Option(
        help: "Whether Istio's webhook will add its proxy: auto (as the manifests say), istio or none.",
        completion: .list(["auto", "istio", "none"]))
    var mesh: String?

    @Option(help: "The waiter's image (default: holdfast/waiter:0.1.0, $HOLDFAST_WAITER_IMAGE).")
    var waiterImage: String?

    @Option(help: "How the waiter comes into other containers: copy or image (default: image from 1.36 on).")
    var delivery: Delivery?

    @Option(name: [.short, .long], help: "The namespace of manifests that name none, for policies.")
    var namespace: String?
}
