import Manifests
import Startup

extension InstallOptions {
    /// What cannot work (errors), and what has to be done by hand on this version (notes). Messages name the option
    /// of the command line.
    public func check() -> [Diagnostic] {
        var found: [Diagnostic] = []
        func fault(_ message: String, _ cure: String) { found.append(Diagnostic(.error, message, cure: cure)) }
        if version < KubernetesVersion(1, 19) {
            fault("Kubernetes \(version) is too old", "1.19 is the first with everything that is needed")
        }
        if !(1...100).contains(replicas) { fault("--replicas \(replicas) is not between 1 and 100", "write 2") }
        if !(1...30).contains(timeoutSeconds) {
            fault("--timeout-seconds \(timeoutSeconds) is not between 1 and 30", "write 5")
        }
        if !(0...3600).contains(drainSeconds) {
            fault("--drain-seconds \(drainSeconds) is not between 0 and 3600", "write 10")
        }
        for (option, names) in [
            ("--namespace", [namespace]), ("--exclude-namespace", excludedNamespaces),
            ("--istio-revision", istioRevisions), ("--image-pull-secret", pullSecrets),
        ] {
            for name in names where !InstallOptions.isName(name) {
                fault("\(option) \"\(name)\" is not a name", "write lower case letters, digits and -")
            }
        }
        for (option, image) in [("--image", image), ("--waiter-image", waiterImage)]
        where image.isEmpty || image.utf8.contains(where: { $0 <= 0x20 }) {
            fault("\(option) \"\(image)\" is not an image", "write NAME:TAG")
        }
        for port in apiServerPorts where !(1...65535).contains(port) {
            fault("--api-server-port \(port) is not a port", "write a number from 1 to 65535")
        }
        if createsNamespace, ["default", "kube-system", "kube-public", "kube-node-lease"].contains(namespace) {
            fault("namespace \(namespace) is not Holdfast's to make", "add --no-create-namespace")
        }
        found += manualSteps()
        return found
    }

    /// Before 1.21 nothing tells namespaces apart but labels that somebody puts on them.
    private func manualSteps() -> [Diagnostic] {
        guard !hasNamespaceNameLabel else { return [] }
        let names = untouchedNamespaces.filter { $0 != namespace }.joined(separator: " ")
        return [
            Diagnostic(
                failurePolicy == .fail ? .warning : .note,
                "Kubernetes \(version) cannot exclude namespaces by name: label those that Holdfast must not touch",
                cure: "kubectl label namespace \(names) \(Labels.admission)=disabled --overwrite")
        ]
    }

    /// RFC 1123 label, which is what namespaces are called.
    private static func isName(_ text: String) -> Bool {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count <= 63 else { return false }
        return isLetterOrDigit(first) && isLetterOrDigit(last)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
}
