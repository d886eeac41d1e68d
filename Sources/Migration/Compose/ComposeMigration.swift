import HandWritten
import Manifests
import Probing
import Startup
import Topology

/// Turns `depends_on` of a Compose file into policies: each service's pods wait for what the service depends on.
public struct ComposeMigration: Sendable {
    /// One policy a service that depends on something, as YAML documents.
    public private(set) var text = ""
    /// How many dependencies were taken over.
    public private(set) var count = 0
    /// Where the meaning is another one, or cannot be had.
    public private(set) var diagnostics: [Diagnostic] = []

    /// Whether a document is a Compose file.
    public static func isCompose(_ root: Node) -> Bool {
        guard root.kind == .mapping, root["kind"] == nil, root["apiVersion"] == nil,
            let services = root["services"], services.kind == .mapping, !services.entries.isEmpty
        else { return false }
        return services.entries.allSatisfy { entry in
            entry.value["image"] != nil || entry.value["build"] != nil || entry.value["extends"] != nil
        }
    }

    /// Migrates a document. `label` is the label by which a service's pods are known; its value is the service's name.
    public init(_ root: Node, label: String) {
        let services = (root["services"]?.entries.merged ?? []).map { ComposeService($0) }
        for service in services where !service.needs.isEmpty {
            var targets: [String] = []
            for need in service.needs {
                guard let target = target(of: need, services) else { continue }
                targets.append(target)
                count += 1
            }
            guard !targets.isEmpty else { continue }
            let policy = Value.fields(
                ("apiVersion", .string("holdfast.dev/v1alpha1")), ("kind", .string("StartupPolicy")),
                ("metadata", .fields(("name", .string(service.objectName)))),
                (
                    "spec",
                    .fields(
                        ("selector", .fields(("matchLabels", .fields((label, .string(service.objectName)))))),
                        ("waitFor", .strings(targets)))
                ))
            text += (text.isEmpty ? "" : "---\n") + ValueWriter.blockDocument(policy, style: TextStyle())
        }
    }

    private mutating func target(of need: ComposeService.Need, _ services: [ComposeService]) -> String? {
        guard let condition = need.condition else {
            remark(.warning, "this is no condition of Compose, and is left out", need)
            return nil
        }
        guard let service = services.first(where: { $0.name == need.service }) else {
            remark(.warning, "there is no service \(need.service) in this file", need)
            return nil
        }
        if condition == .completed {
            remark(.note, "\(service.name) is taken for a Job: its pods need the right to watch it", need)
            return "kube:job/\(service.objectName)"
        }
        let target = asked(service)
        if condition == .started {
            remark(
                .note,
                "service_started says only that \(service.name)'s process runs: \(target ?? "its name") is asked now",
                need)
        }
        if let target { return target }
        remark(.warning, "what \(service.name) listens on is not in this file: only its name is asked for", need)
        return "dns:\(service.objectName)"
    }

    /// What its healthcheck asks, from outside; else what is known of its image; else its first port.
    private func asked(_ service: ComposeService) -> String? {
        for wait in WaitRecognition.waits(inCommand: service.healthcheck, image: "", environment: [:]) {
            for target in wait.targets {
                guard let meant = target.meant, let host = target.host,
                    ["localhost", "127.0.0.1", "0.0.0.0"].contains(host)
                else { continue }
                return meant.replacing("//" + host, with: "//" + service.objectName, maxReplacements: 1)
            }
        }
        if let known = KnownServer.inImage(service.image) {
            return known.target(
                host: service.objectName, port: service.ports.contains(known.port) ? nil : service.ports.first)
        }
        return service.ports.first.map { "tcp://\(service.objectName):\($0)" }
    }

    private mutating func remark(_ severity: Diagnostic.Severity, _ message: String, _ need: ComposeService.Need) {
        diagnostics.append(Place(need.node).diagnostic(severity, "depends_on \(need.service): \(message)"))
    }
}
