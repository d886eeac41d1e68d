import Manifests

/// What became of a part of a file.
struct InjectedPart: Sendable {
    /// Its new text.
    let bytes: [UInt8]
    /// What was done, workload by workload.
    let injected: [InjectedPod]
    /// What was found.
    let diagnostics: [Diagnostic]

    /// Injects into the workloads of a part; its text stays when there are none.
    init(_ part: FilePart, _ workloads: [Workload], _ settings: InjectionSettings) {
        guard !workloads.isEmpty else {
            bytes = part.file.source.bytes
            injected = []
            diagnostics = []
            return
        }
        let places = Dictionary(workloads.map { ($0.node.position, $0) }) { $1 }
        var injector = DocumentInjector(settings)
        bytes = part.file.replaced { injector.inject($0, places) }
        injected = injector.injected
        diagnostics = injector.diagnostics
    }
}
