import Manifests
import Topology

@testable import Lint
@testable import LintOutput

/// Results of lint to show, for tests: of manifests, or made up.
enum Results {
    /// Two hazards, one of which can be fixed.
    static let shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: config, namespace: prod}
        spec: {selector: {app: configuration}, ports: [{port: 8080}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: shop, namespace: prod}
        spec:
          initContainers:
            - name: proxy
              image: envoy:1.36
              restartPolicy: Always
              startupProbe:
                httpGet: {path: /ready, port: 15021}
                periodSeconds: 5
          containers:
            - {name: app, image: shop:1}

        """

    /// Rules of the tests' own: whoever words those of the book better changes nothing here.
    static let rules: [Rule] = [
        Rule(
            id: "HF302", name: "sidecar-probe-period", severity: .warning, what: "A startupProbe has a period of 5 s.",
            why: "The next container starts a whole period late, and with it the application: nobody sees why.",
            source: "https://example.com/prober", fix: "Ask every second.",
            before: "kind: Pod\nspec:\n  period: 5\n", after: "kind: Pod\nspec:\n  period: 1\n",
            check: .pod { subject in
                subject.pod.initContainers.compactMap { container -> Hit? in
                    guard let probe = container.node["startupProbe"], let period = probe["periodSeconds"] else {
                        return nil
                    }
                    return subject.hit(
                        at: period, container: container, "\(container.name) is asked every \(period.text) s",
                        cure: "set periodSeconds: 1",
                        fix: Fix(
                            "ask \(container.name) every second", [.set(in: probe, path: ["periodSeconds"], .int(1))]))
                }
            }),
        Rule(
            id: "HF504", name: "service-without-pods", severity: .warning,
            what: "A Service's selector matches none of the pods that are given.", why: "It never has an endpoint.",
            source: "a fact", fix: "Give the Service the labels of the pod.", before: "kind: Service",
            after: "kind: Pod",
            check: .set { subject in
                subject.survey.services.map { service in
                    Hit(in: service.node, at: service.node["spec"] ?? service.node, "\(service.name) leads nowhere")
                }
            }),
    ]

    /// What lint says of these files.
    static func lint(_ files: [(name: String, text: String)]) -> LintResult {
        let sources = files.map { Source(name: $0.name, text: $0.text) }
        var options = LintOptions()
        options.rules = rules
        var result = LintResult(Linter.lint(Survey(ManifestSet(sources)), options), sources)
        result.rules = rules
        result.version = "0.1.0"
        return result
    }

    private static let anyNode = ManifestSet([Source(name: "a.yaml", text: "kind: Service")]).objects[0].node

    /// One finding with whatever texts.
    static func finding(
        _ message: String, cure: String = "cure it", severity: Diagnostic.Severity = .warning, file: String = "a.yaml",
        line: Int = 1, column: Int = 1, object: String = "pod/shop", container: String = "", fix: Fix? = nil
    ) -> Finding {
        Finding(
            rule: rules[0], severity: severity, message: message, cure: cure, file: file,
            location: Location(line: line, column: column), object: object, container: container,
            pointer: JSONPointer(tokens: ["spec"]), fix: fix, objectNode: anyNode)
    }

    /// A result of these findings in a file.
    static func result(_ findings: [Finding], _ text: String = "", file: String = "a.yaml") -> LintResult {
        var report = LintReport()
        report.findings = findings
        var result = LintResult(report, [Source(name: file, text: text)])
        result.rules = rules
        return result
    }
}
