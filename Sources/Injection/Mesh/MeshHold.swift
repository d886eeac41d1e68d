import Manifests
import Startup

/// Turns Istio's `holdApplicationUntilProxyStarts` on and off where it is declared: for the whole mesh (ConfigMap
/// `istio`, IstioOperator), or for workloads by their annotation `proxy.istio.io/config`.
public struct MeshHold {
    /// What is switched.
    public enum Scope: Sendable, Hashable {
        /// The mesh's own configuration.
        case mesh
        /// Workloads by name or kind/name.
        case workloads([String])
    }

    /// The files, in the order in which they were given.
    public private(set) var files: [RewrittenFile] = []
    /// Everything that was found.
    public private(set) var diagnostics: [Diagnostic] = []
    /// How many places say now what was asked for.
    public private(set) var places = 0

    private init() {}

    /// Sets the switch in the sources.
    public static func set(_ isOn: Bool, _ scope: Scope, in sources: [Source]) -> MeshHold {
        var result = MeshHold()
        for source in sources {
            do throws(ParseError) {
                let file = try OpenedFile(source)
                result.files.append(file.finished { result.edit($0, isOn, scope) })
            } catch {
                result.diagnostics.append(Diagnostic(error, file: source.name))
            }
        }
        if result.places == 0, result.diagnostics.isEmpty { result.diagnostics.append(nothing(scope)) }
        return result
    }

    private static func nothing(_ scope: Scope) -> Diagnostic {
        switch scope {
        case .mesh:
            Diagnostic(
                .error, "no ConfigMap istio and no IstioOperator is among the manifests",
                cure: "name the file that has it, or one workload with --workload")
        case .workloads(let names):
            Diagnostic(
                .error, "no workload is named \(names.joined(separator: ", "))",
                cure: "write its name, or kind/name such as deployment/shop")
        }
    }

    private mutating func edit(_ document: Document, _ isOn: Bool, _ scope: Scope) -> [UInt8]? {
        var root = Draft(document.root)
        var found: [Diagnostic] = []
        var count = 0
        let isChanged = ObjectWalk.change(&root) { object, type in
            do throws(MeshHoldError) {
                switch scope {
                case .mesh: return try MeshSwitch.set(isOn, &object, &count)
                case .workloads(let names): return try WorkloadSwitch.set(isOn, &object, type, names, &count)
                }
            } catch {
                found.append(Diagnostic(.error, error.message, cure: error.cure, at: object.origin ?? document.root))
                return false
            }
        }
        diagnostics += found
        places += count
        guard isChanged else { return nil }
        do throws(EditError) {
            return try DocumentEditor.write(root, of: document)
        } catch {
            diagnostics.append(
                Diagnostic(.error, "the switch cannot be written here: \(error.message)", at: document.root))
            return nil
        }
    }
}
