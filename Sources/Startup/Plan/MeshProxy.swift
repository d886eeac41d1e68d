/// The containers that service meshes put into pods, by name.
public enum MeshProxy {
    /// The proxies.
    public static let names: Set<String> = [IstioHold.proxy, "linkerd-proxy"]

    /// Init containers after which a pod's traffic goes to the proxy, whether it runs yet or not: those that set up
    /// the redirection, and those that check the one that a CNI plugin has set up before.
    public static let redirectors: Set<String> = [
        "istio-init", "istio-validation", "linkerd-init", "linkerd-network-validator",
    ]

    /// Those of them that check what a CNI plugin has set up: with them, no init container has a network of its own.
    public static let validators: Set<String> = ["istio-validation", "linkerd-network-validator"]
}
