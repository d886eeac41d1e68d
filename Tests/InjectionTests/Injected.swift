import Manifests
import Startup
import Testing

@testable import Injection

/// A manifest that was injected, and what must hold of every one.
struct Injected {
    let before: String
    let settings: InjectionSettings
    let run: InjectionRun

    init(_ text: String, _ settings: InjectionSettings = InjectionSettings()) throws {
        before = text
        self.settings = settings
        run = InjectionRun.inject([Source(name: "shop.yaml", text: text)], settings)
    }

    var text: String { run.files.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "" }
    var errors: [String] { run.diagnostics.filter { $0.severity == .error }.map(\.message) }

    func objects(_ text: String) throws -> [Value] {
        try YAML.parse(text, name: "shop.yaml").map { Value($0.root) }
    }

    /// Injecting again changes nothing, removing gives the bytes back, the patch says the same, and nothing is lost.
    func checkTheRules(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let again = try Injected(text, settings)
        #expect(again.text == text, "injecting twice", sourceLocation: sourceLocation)
        let removed = InjectionRun.remove([Source(name: "shop.yaml", text: text)])
        #expect(
            removed.files.map { String(decoding: $0.bytes, as: UTF8.self) } == [before], "removing",
            sourceLocation: sourceLocation)
        for (old, new) in zip(try objects(before), try objects(text)) {
            let patched = try JSONPatch.from(old, to: new).applied(to: old)
            #expect(patched.sorted == new.sorted, "the patch", sourceLocation: sourceLocation)
            Loss.check(old, new, sourceLocation: sourceLocation)
        }
    }
}
