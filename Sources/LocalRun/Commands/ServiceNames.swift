import Glibc
import Manifests
import Startup

/// The names under which the manifests' Services are reached: here they all are this machine.
struct ServiceNames {
    /// The content of a hosts file for the containers.
    let hosts: String
    /// Services whose port is not the port of their pods: nothing translates it here.
    let diagnostics: [Diagnostic]
    /// The names themselves.
    let names: [String]

    init(_ objects: [KubernetesObject], systemHosts: String) {
        var lines = systemHosts
        var diagnostics: [Diagnostic] = []
        var names: [String] = []
        if !lines.isEmpty, !lines.hasSuffix("\n") { lines += "\n" }
        for object in objects where object.kind == "Service" && !object.name.isEmpty {
            let namespace = object.namespace.isEmpty ? "default" : object.namespace
            let full = "\(object.name).\(namespace)"
            lines += "127.0.0.1 \(object.name) \(full) \(full).svc \(full).svc.cluster.local\n"
            names.append(object.name)
            for port in object.node["spec"]?["ports"]?.items ?? [] {
                guard let number = port["port"]?.text, let target = port["targetPort"], target.kind == .scalar,
                    Int(target.text) != nil, target.text != number
                else { continue }
                diagnostics.append(
                    Diagnostic(
                        .warning,
                        "service \(object.name) turns port \(number) into \(target.text); here only \(target.text) answers",
                        cure: "use the same port on both sides to run it here", at: target))
            }
        }
        hosts = lines
        self.diagnostics = diagnostics
        self.names = names
    }
}

/// The hosts file of a run.
public enum ServiceHosts {
    /// The machine's own names, and those of the manifests' Services.
    public static func read(_ set: ManifestSet) -> (hosts: String, diagnostics: [Diagnostic]) {
        let names = ServiceNames(set.objects, systemHosts: HostFile.read("/etc/hosts", limit: 1 << 20))
        return (names.hosts, names.diagnostics)
    }
}

/// What `up` cannot run, said before anything is started.
public enum PodChecks {
    /// Errors about what a container lacks, warnings about what will be different here; `environment` is NAME=VALUE.
    public static func check(_ pod: Pod, environment: [String]) -> [Diagnostic] {
        RunChecks.check(pod, environment: environment.map { String($0.prefix { $0 != "=" }) })
    }
}
