import Manifests

@testable import Lint

/// Pods with a script in one of the places where waits are written by hand.
enum ScriptedPod {
    /// An init container `wait` before a container `app`.
    static func initContainer(
        _ script: String, image: String = "busybox:1.36", metadata: String = "", more: String = ""
    )
        -> String
    {
        Linted.pod(
            init: ["{name: wait, image: \"\(image)\", command: [sh, -c, \(quoted(script))]}"], [app],
            metadata: metadata, more: more)
    }

    /// A container `first` that runs it, before `app`.
    static func container(_ script: String, more: String = "") -> String {
        Linted.pod(["{name: first, image: \"first:1\", command: [sh, -c, \(quoted(script))]\(more)}", app])
    }

    /// A postStart hook of `first`, before `app` unless it is alone.
    static func hook(
        _ script: String, isLast: Bool = false, more: String = "", init initContainers: [String] = [],
        metadata: String = ""
    ) -> String {
        let hook = "lifecycle: {postStart: {exec: {command: [sh, -c, \(quoted(script))]}}}"
        let first = "{name: first, image: \"first:1\", \(hook)\(more)}"
        return Linted.pod(init: initContainers, isLast ? [first] : [first, app], metadata: metadata)
    }

    /// A Service with one port.
    static func service(_ name: String, selector: String, port: Int, more: String = "") -> String {
        """
        apiVersion: v1
        kind: Service
        metadata: {name: \(name)}
        spec: {selector: \(selector), ports: [{port: \(port)}]\(more)}
        ---

        """
    }

    /// The first document's text after the fixes of a rule that may be applied.
    static func fixed(_ rule: Rule, _ text: String, unsafe: Bool = false) -> String {
        var options = LintOptions()
        options.rules = [rule]
        let run = FixRun([Source(name: "test.yaml", text: text)], .init(), options) { finding in
            finding.fix.map { $0.isSafe || unsafe } ?? false
        }
        return String(decoding: run.files[0].bytes, as: UTF8.self)
    }

    /// The script of the first container, as it would be run after the fixes of a rule.
    static func fixedScript(_ rule: Rule, _ text: String, unsafe: Bool = false) -> String? {
        Linted.survey(fixed(rule, text, unsafe: unsafe)).pods.first?.pod.all.first?.commandLine.last
    }

    static func quoted(_ script: String) -> String {
        "'" + script.replacing("'", with: "''") + "'"
    }

    static let app = "{name: app, image: \"app:1\"}"
}
