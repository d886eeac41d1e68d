import Manifests
import Startup

/// Injects into all files of a call: what one of them says about the mesh or as a policy counts for the others.
public struct InjectionRun {
    /// The files, in the order in which they were given; those that cannot be parsed are left out.
    public private(set) var files: [RewrittenFile] = []
    /// What was done, workload by workload.
    public private(set) var injected: [InjectedPod] = []
    /// How many objects were put back.
    public private(set) var removed = 0
    /// The names of all workloads, for those who look for one.
    public private(set) var workloads: [Workload] = []
    /// Everything that was found.
    public private(set) var diagnostics: [Diagnostic] = []

    private init() {}

    /// Rewrites the sources. Policies among them count beside those of the settings.
    public static func inject(_ sources: [Source], _ settings: InjectionSettings) -> InjectionRun {
        var run = InjectionRun()
        let files = sources.compactMap { run.open($0) }
        let set = ManifestSet(files.flatMap(\.documents))
        run.diagnostics += set.diagnostics
        run.workloads = set.workloads
        var settings = settings
        run.readSurroundings(set, &settings)
        var workloads: [ObjectIdentifier: [Int: Workload]] = [:]
        for workload in set.workloads {
            workloads[ObjectIdentifier(workload.node.source), default: [:]][workload.node.position] = workload
        }
        var injector = DocumentInjector(settings)
        for file in files {
            let own = workloads[ObjectIdentifier(file.source)] ?? [:]
            run.files.append(file.finished { own.isEmpty ? nil : injector.inject($0, own) })
        }
        run.injected = injector.injected
        run.diagnostics += injector.diagnostics
        return run
    }

    /// Takes back what was injected.
    public static func remove(_ sources: [Source]) -> InjectionRun {
        var run = InjectionRun()
        for source in sources {
            guard let file = run.open(source) else { continue }
            run.files.append(file.finished { _ in nil })
        }
        return run
    }

    private mutating func readSurroundings(_ set: ManifestSet, _ settings: inout InjectionSettings) {
        let policies = PolicyReader.read(set.objects)
        settings.policies += policies.policies
        let mesh = IstioMesh.read(set.objects)
        settings.mesh = mesh.mesh
        diagnostics += policies.diagnostics + mesh.diagnostics
    }

    /// Parses a file, and takes out what an earlier call put in.
    private mutating func open(_ source: Source) -> OpenedFile? {
        do throws(ParseError) {
            var file = try OpenedFile(source)
            // Most files were never injected: a look at the bytes is cheaper than one at every object.
            guard ByteSearch.contains(InjectionStatus.annotation, in: source.bytes) else { return file }
            var remover = InjectionRemover()
            let bytes = file.replaced { remover.remove($0) }
            diagnostics += remover.diagnostics
            removed += remover.count
            if remover.count > 0 { try file.take(bytes) }
            return file
        } catch {
            diagnostics.append(Diagnostic(error, file: source.name))
            return nil
        }
    }
}
