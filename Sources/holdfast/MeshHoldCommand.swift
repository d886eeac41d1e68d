import ArgumentParser

/// `holdfast mesh hold`: Istio's own switch.
struct MeshHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Istio's holdApplicationUntilProxyStarts: switch it on or off, or see where it is on.",
        discussion: """
            Istio declares it in three places: the mesh's configuration (ConfigMap istio, IstioOperator), which the \
            pod's annotation proxy.istio.io/config overrides, and the deprecated Helm value \
            global.proxy.holdApplicationUntilProxyStarts, which is OR-ed on top.

              holdfast mesh hold status manifests/
              holdfast mesh hold on --in-place istio-operator.yaml
              holdfast mesh hold off --workload deployment/shop -o diff shop.yaml
            """,
        subcommands: [MeshHoldOnCommand.self, MeshHoldOffCommand.self, MeshHoldStatusCommand.self])
}
