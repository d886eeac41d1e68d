import Manifests
import Startup
import Testing

@testable import Injection

/// Injected manifests that other tools have written out in another form since.
@Suite struct ConversionTests {
    /// The ways in which tools write documents out: nothing of the old text is left.
    private func conversions(_ text: String) throws -> [String] {
        let values = try YAML.parse(text, name: "f").map { Value($0.root).sorted }
        var style = TextStyle()
        let blocks = values.map { ValueWriter.blockDocument($0, style: style) }.joined(separator: "---\n")
        style.sequenceIndent = 2
        style.indent = 4
        let wide = values.map { ValueWriter.blockDocument($0, style: style) }.joined(separator: "---\n")
        guard values.count == 1 else { return [blocks, wide] }
        let json = ValueWriter.json(values[0], step: 4, indent: 0, lineBreak: "\n") + "\n"
        return [blocks, wide, json, ValueWriter.flow(values[0], isJSON: true) + "\n"]
    }

    private static let wait = "holdfast.dev/wait-for: tcp://db:1"
    private static let head = "kind: Pod\nmetadata:\n  name: p\n  annotations:\n    \(wait)\n"

    @Test(arguments: [
        head + "spec:\n  containers:\n  - {name: app, image: a}\n",
        head
            + "    holdfast.dev/strategy: wrap\nspec:\n  volumes:\n  containers:\n  - {name: app, command: [a], volumeMounts: ~}\n",
        head + "spec:\n  initContainers: null\n  containers:\n  - {name: app, image: a}\n",
        "x: &x {\(wait)}\nkind: Pod\nmetadata: {name: p, annotations: *x}\nspec:\n  containers:\n  - {name: app}\n",
        head
            + "x: &x\n  initContainers: [{name: migrate, image: b}]\nspec:\n  <<: *x\n  containers: [{name: app, image: a}]\n",
        head + "x: &x\n  containers: [{name: app, command: [a]}]\nspec:\n  <<: *x\n",
        head + "    holdfast.dev/strategy: wrap\nspec:\n  containers:\n  - {name: app, command: &c [a]}\nfoo: *c\n",
        head
            + "    holdfast.dev/strategy: wrap\nspec:\n  containers:\n  - name: app\n    command: [a]\n    startupProbe: {tcpSocket: {port: 1}, failureThreshold: 3}\n",
        head
            + "    holdfast.dev/order: b, app\nspec:\n  containers:\n  - {name: app}\n  - {name: b, readinessProbe: {tcpSocket: {port: 1}}}\n",
        "kind: List\nitems:\n  - "
            + (head
            + "    holdfast.dev/strategy: wrap\nspec:\n  containers: &c\n  - {name: app, command: [a]}\nfoo: *c\n")
            .replacing("\n", with: "\n    ").dropLast(4),
    ])
    func removalGivesTheMeaningBack(_ before: String) throws {
        let injected = try Injected(before)
        #expect(injected.errors == [] && injected.text != before)
        try injected.checkTheRules()
        let wanted = try YAML.parse(before, name: "f").map { withoutNulls(Value($0.root)).sorted }
        for text in try conversions(injected.text) {
            let removed = InjectionRun.remove([Source(name: "f", text: text)])
            #expect(removed.diagnostics.isEmpty && removed.removed == 1, "\(removed.diagnostics.map(\.text)) \(text)")
            let after = String(decoding: removed.files.first?.bytes ?? [], as: UTF8.self)
            let found = try YAML.parse(after, name: "f").map { withoutNulls(Value($0.root)).sorted }
            #expect(found == wanted, "\(text)\n->\n\(after)")
            let again = try Injected(text)
            #expect(again.errors == [], "\(again.errors) \(text)")
        }
    }

    /// Or there would be a rollout without a change.
    @Test(arguments: ["auto", "wrap", "sidecar", "hook"])
    func injectingASortedFileAgainMeansTheSame(_ strategy: String) throws {
        let text = """
            kind: Pod
            spec:
              containers:
              - {name: app, command: [a], livenessProbe: {tcpSocket: {port: 2}}}
              - {name: b, command: [b], readinessProbe: {tcpSocket: {port: 1}}}
            metadata:
              name: p
              annotations: {holdfast.dev/order: "b, app", holdfast.dev/wait-for: "tcp://db:1", holdfast.dev/strategy: \(strategy)}

            """
        let injected = try Injected(text)
        let meaning = try injected.objects(injected.text).map(\.sorted)
        for converted in try conversions(injected.text) {
            #expect(try injected.objects(Injected(converted).text).map(\.sorted) == meaning)
        }
    }

    /// A field without a value says nothing to Kubernetes.
    private func withoutNulls(_ value: Value) -> Value {
        switch value {
        case .scalar: value
        case .sequence(let items): .sequence(items.map(withoutNulls))
        case .mapping(let fields):
            .mapping(fields.filter { $0.value != .null }.map { Value.Field($0.key, withoutNulls($0.value)) })
        }
    }

    @Test func istiosAnnotationInALiteralBlock() throws {
        let text = """
            kind: Pod
            metadata:
              name: p
              labels: {sidecar.istio.io/inject: "true"}
              annotations:
                holdfast.dev/order: istio-proxy, app
                proxy.istio.io/config: |
                  concurrency: 2  # two
            spec:
              containers:
              - {name: app, image: a}

            """
        var settings = InjectionSettings()
        settings.cluster.version = .init(1, 28)
        let result = try Injected(text, settings)
        #expect(result.errors == [])
        #expect(result.text.contains("      concurrency: 2  # two\n      holdApplicationUntilProxyStarts: true\n"))
        try result.checkTheRules()
    }
}
