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
    /// Names in `settings.only` that no workload has, and those that there are.
    public private(set) var unknown: (names: [String], known: [String]) = ([], [])
    /// Everything that was found.
    public private(set) var diagnostics: [Diagnostic] = []

    private init() {}

    /// Rewrites the sources. Policies among them count beside those of the settings.
    public static func inject(_ sources: [Source], _ settings: InjectionSettings) -> InjectionRun {
        var run = InjectionRun()
        let files = run.open(sources, sources.map { [opened($0)] })
        let parts = files.flatMap(\.parts)
        let sets = parts.map { ManifestSet($0.file.documents) }
        let full = run.survey(sets, settings)
        var assembly = FileAssembly(files)
        for (part, set) in zip(parts, sets) { run.take(InjectedPart(part, set.workloads, full), &assembly) }
        run.files = assembly.files
        return run
    }

    /// The same on all cores: files, and the parts of large ones, are worked on side by side.
    public static func inject(_ sources: [Source], _ settings: InjectionSettings) async -> InjectionRun {
        var run = InjectionRun()
        let files = run.open(sources, await openedParts(sources))
        let parts = files.flatMap(\.parts)
        let sets = await SideBySide.map(parts) { ManifestSet($0.file.documents) }
        // What any of them says about the mesh or as a policy has to be known before the first is injected.
        let full = run.survey(sets, settings)
        var assembly = FileAssembly(files)
        await SideBySide.forEach(Array(zip(parts, sets))) {
            InjectedPart($0, $1.workloads, full)
        } take: {
            run.take($0, &assembly)
        }
        run.files = assembly.files
        return run
    }

    /// Takes back what was injected.
    public static func remove(_ sources: [Source]) -> InjectionRun {
        var run = InjectionRun()
        let files = run.open(sources, sources.map { [opened($0)] })
        run.files = putBack(files)
        return run
    }

    /// The same on all cores.
    public static func remove(_ sources: [Source]) async -> InjectionRun {
        var run = InjectionRun()
        let files = run.open(sources, await openedParts(sources))
        run.files = putBack(files)
        return run
    }

    private static func putBack(_ files: [SplitFile]) -> [RewrittenFile] {
        var assembly = FileAssembly(files)
        for part in files.flatMap(\.parts) { assembly.take(part.file.source.bytes) }
        return assembly.files
    }

    // MARK: Opening

    private static func opened(_ source: Source) -> Result<FilePart, ParseError> {
        Result { () throws(ParseError) in try FilePart(source) }
    }

    /// For each source, what its parts became.
    private static func openedParts(_ sources: [Source]) async -> [[Result<FilePart, ParseError>]] {
        let parts = sources.map { FilePart.split($0) }
        var opened = (await SideBySide.map(parts.flatMap { $0 }) { InjectionRun.opened($0) })[...]
        return parts.map { parts in
            defer { opened.removeFirst(parts.count) }
            return Array(opened.prefix(parts.count))
        }
    }

    /// Files that cannot be parsed are reported and left out.
    private mutating func open(
        _ sources: [Source], _ opened: [[Result<FilePart, ParseError>]]
    ) -> [SplitFile] {
        var files: [SplitFile] = []
        for (source, parts) in zip(sources, opened) {
            do throws(ParseError) {
                let file = try SplitFile(source, parts)
                diagnostics += file.parts.flatMap(\.diagnostics)
                removed += file.parts.reduce(0) { $0 + $1.removed }
                files.append(file)
            } catch {
                diagnostics.append(Diagnostic(error, file: source.name))
            }
        }
        return files
    }

    // MARK: Injecting

    /// Takes in what the manifests say besides their workloads; answers the settings with it.
    private mutating func survey(_ sets: [ManifestSet], _ settings: InjectionSettings) -> InjectionSettings {
        diagnostics += sets.flatMap(\.diagnostics)
        if !settings.only.isEmpty {
            let workloads = sets.flatMap(\.workloads)
            unknown.known = workloads.map(\.name)
            unknown.names = settings.only.filter { name in
                !workloads.contains { $0.isNamed(name) }
            }
        }
        let objects = sets.flatMap(\.objects)
        var settings = settings
        let policies = PolicyReader.read(objects)
        settings.policies += policies.policies
        diagnostics += idle(settings.policies, sets, settings.defaultNamespace)
        let mesh = IstioMesh.read(objects)
        settings.mesh = mesh.mesh
        diagnostics += policies.diagnostics + mesh.diagnostics
        return settings
    }

    /// Policies that are for none of the pods: a typing error in a selector looks like this.
    private func idle(
        _ policies: [StartupPolicy], _ sets: [ManifestSet], _ defaultNamespace: String
    ) -> [Diagnostic] {
        guard sets.contains(where: { !$0.workloads.isEmpty }) else { return [] }
        return policies.filter { policy in
            !sets.contains { set in
                set.workloads.contains { policy.applies(to: $0, defaultNamespace: defaultNamespace) }
            }
        }.map { policy in
            let cure =
                policy.namespace.map { "look at its selector; it counts in namespace \($0), of others say --namespace" }
                ?? "look at its selector"
            return policy.place.diagnostic(.warning, "policy \(policy.name) is for none of these pods", cure: cure)
        }
    }

    private mutating func take(_ part: InjectedPart, _ assembly: inout FileAssembly) {
        assembly.take(part.bytes)
        injected += part.injected
        diagnostics += part.diagnostics
    }
}
