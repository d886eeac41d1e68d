import Foundation
import Testing

/// `holdfast lint` as a user calls it.
@Suite struct LintCommandTests {
    /// HF302, which can be fixed.
    private let late = """
        # ours
        apiVersion: v1
        kind: Pod
        metadata: {name: shop, namespace: prod}   # keep
        spec:
          initContainers:
            - name: proxy
              image: envoy:1.36
              restartPolicy: Always
              startupProbe:
                httpGet: {path: /ready, port: 15021}   # why not
                periodSeconds: 5
          containers:
            - {name: app, image: shop:1}

        """
    private var good: String { late.replacing("periodSeconds: 5", with: "periodSeconds: 1") }
    private var fixed: String {
        late.replacing("periodSeconds: 5", with: "periodSeconds: 1\n        failureThreshold: 15")
    }

    /// These tests are of one rule: others come and go.
    private func lint(
        _ arguments: [String], input: String = "", in directory: URL? = nil
    ) throws -> (output: String, errors: String, code: Int32) {
        try HoldfastProcess.run(["lint", "--only", "HF302"] + arguments, input: input, in: directory)
    }

    private func text(_ folder: URL, _ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func aPipe() throws {
        let result = try lint(["-"], input: late)
        #expect(result.code == 1 && result.errors.isEmpty)
        #expect(result.output.hasPrefix("<stdin>:12:24: warning: the startupProbe of sidecar proxy"))
        #expect(result.output.contains("\n 12 |         periodSeconds: 5\n    |                        ^\n"))
        #expect(result.output.hasSuffix("\n1 warning in 1 pod; 1 can be fixed with --fix\n"))
        let clean = try lint(["-"], input: good)
        #expect(clean.code == 0 && clean.output == "no findings in 1 pod\n")
    }

    @Test(
        arguments: [
            ([], 1), (["--fail-on", "error"], 0), (["--fail-on", "note"], 1), (["--severity", "error"], 0),
            (["--ignore", "hf302"], 0), (["--only", "service-without-pods", "--ignore", "sidecar-probe-period"], 0),
        ] as [([String], Int32)])
    func exitCodes(_ arguments: [String], _ code: Int32) throws {
        let result = try lint(arguments + ["-"], input: late)
        #expect(result.code == code, "\(result)")
    }

    @Test func whatIsReadIsShownAlthoughOthersCannotBe() throws {
        let place = try HoldfastProcess.folder(["a.yaml": late, "b.yaml": "a: b: c\n"])
        for format in ["text", "json", "sarif", "github", "junit"] {
            let result = try lint(["-o", format, "a.yaml", "b.yaml", "gone.yaml"], in: place)
            #expect(result.code == 2 && result.output.contains("HF302"), "\(format)")
            #expect(result.errors.contains("b.yaml:1:") && result.errors.contains("gone.yaml: error"), "\(format)")
            if format != "text" { #expect(result.output.contains("gone.yaml"), "\(format)") }
        }
    }

    @Test func fixesInPlaceKeepEveryOtherByte() throws {
        let place = try HoldfastProcess.folder(["a.yaml": late, "b.yaml": good, "c.yaml": "a: b: c\n"])
        let before = try FileManager.default.attributesOfItem(atPath: place.appendingPathComponent("b.yaml").path)
        let result = try lint(["--fix", "a.yaml", "b.yaml"], in: place)
        #expect(result.code == 0 && result.errors.contains("1 of 2 files changed"), "\(result)")
        #expect(
            result.output == """
                a.yaml:12:24: fixed: ask the startupProbe of proxy every second [HF302 sidecar-probe-period]
                1 fixed; no findings in 2 pods

                """)
        #expect(try text(place, "a.yaml") == fixed && text(place, "b.yaml") == good)
        let after = try FileManager.default.attributesOfItem(atPath: place.appendingPathComponent("b.yaml").path)
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
        // What is beside a file that cannot be read is fixed all the same.
        try Data(late.utf8).write(to: place.appendingPathComponent("a.yaml"))
        #expect(try lint(["--fix", "."], in: place).code == 2)
        #expect(try text(place, "a.yaml") == fixed && text(place, "c.yaml") == "a: b: c\n")
    }

    @Test func fixesByName() throws {
        let place = try HoldfastProcess.folder(["a.yaml": late])
        let other = try lint(["--fix-rule", "service-without-pods", "a.yaml"], in: place)
        #expect(try other.code == 1 && text(place, "a.yaml") == late)
        let result = try lint(["--fix-rule", "sidecar-probe-period", "a.yaml"], in: place)
        #expect(try result.code == 0 && text(place, "a.yaml") == fixed)
    }

    @Test(arguments: ["--diff", "--dry-run"])
    func aDiffInsteadOfFiles(_ option: String) throws {
        let place = try HoldfastProcess.folder(["a.yaml": late])
        let result = try lint(["--fix", option, "a.yaml"], in: place)
        #expect(result.code == 1 && result.output.hasPrefix("--- a/a.yaml\n+++ b/a.yaml\n"))
        #expect(result.output.contains("\n-        periodSeconds: 5\n+        periodSeconds: 1\n"))
        #expect(try text(place, "a.yaml") == late)
        let clean = try lint(["--fix", option, "-"], input: good)
        #expect(clean.code == 0 && clean.output.isEmpty)
    }

    @Test func aBaselineThereAndBack() throws {
        let place = try HoldfastProcess.folder(["a.yaml": late])
        let written = try lint(["--write-baseline", ".known.json", "a.yaml"], in: place)
        #expect(written.code == 0 && written.output.isEmpty && written.errors.contains("1 finding is in .known.json"))
        let known = try lint(["--baseline", ".known.json", "a.yaml"], in: place)
        #expect(known.code == 0 && known.output == "no findings in 1 pod; 1 in the baseline\n")
        // Lines do not matter; another container does.
        let more = "# more\n\n" + late.replacing("name: shop,", with: "name: other,") + "---\n" + late
        let result = try lint(["--baseline", ".known.json", "-"], input: more, in: place)
        #expect(result.code == 1 && result.output.contains("1 in the baseline"))
        #expect(result.output.contains("<stdin>:14:24: warning"))
        let gone = try lint(["--baseline", ".known.json", "-"], input: good, in: place)
        #expect(gone.code == 0 && gone.output.contains("1 finding of the baseline is gone"))
        // Written again it is the same, byte for byte.
        let before = try text(place, ".known.json")
        _ = try lint(["--write-baseline", ".known.json", "a.yaml"], in: place)
        #expect(try text(place, ".known.json") == before)
    }

    @Test func aBaselineOfWhatCannotBeReadIsNotWritten() throws {
        let place = try HoldfastProcess.folder(["a.yaml": late, "b.yaml": "a: b: c\n"])
        let result = try lint(["--write-baseline", "known.json", "."], in: place)
        #expect(result.code == 2 && result.errors.contains("no baseline was written"))
        #expect(!FileManager.default.fileExists(atPath: place.appendingPathComponent("known.json").path))
    }

    @Test func anAnnotationWithAReason() throws {
        let put = late.replacing(
            "namespace: prod", with: "annotations: {holdfast.dev/lint-ignore: \"HF302: the vendor's chart\"}")
        let result = try lint(["-"], input: put)
        #expect(result.code == 0 && result.output == "no findings in 1 pod; 1 ignored\n")
        let bare = try lint(["-"], input: put.replacing(": the vendor's chart", with: ""))
        #expect(bare.code == 2 && bare.errors.contains("gives no reason"))
    }

    @Test func rules() throws {
        let list = try HoldfastProcess.run(["lint", "--rules"])
        #expect(list.code == 0 && list.output.contains("HF302  warning sidecar-probe-period"))
        let page = try HoldfastProcess.run(["lint", "--rules", "-o", "markdown"])
        #expect(page.code == 0 && page.output.hasPrefix("# Lint rules\n"))
        let json = try HoldfastProcess.run(["lint", "--rules", "-o", "json"])
        #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
        for name in ["HF302", "hf302", "sidecar-probe-period"] {
            let explained = try HoldfastProcess.run(["lint", "--explain", name])
            #expect(explained.code == 0 && explained.output.hasPrefix("HF302 sidecar-probe-period (warning)\n"))
        }
        let wrong = try HoldfastProcess.run(["lint", "--explain", "sidecar-probe-periods"])
        #expect(wrong.code == 2 && wrong.errors.contains("did you mean \"sidecar-probe-period\"?"))
    }

    @Test func inActionsTextStaysText() throws {
        // Whoever wants annotations says so: a log is read by people too.
        let plain = try HoldfastProcess.run(
            ["lint", "--only", "HF302", "-"], input: late, environment: ["GITHUB_ACTIONS": "true"])
        #expect(!plain.output.contains("::warning"))
        #expect(
            try lint(["-o", "github", "-"], input: late).output.hasPrefix("::warning file=<stdin>,line=12,col=24,"))
    }

    @Test func whatInjectWouldChooseIsNotLintsToSay() throws {
        let hold = "annotations: {proxy.istio.io/config: \"holdApplicationUntilProxyStarts: true\"}"
        let text = good.replacing("namespace: prod", with: hold)
        #expect(try HoldfastProcess.run(["inject", "-"], input: text).errors.contains(": note: "))
        #expect(try lint(["-"], input: text).errors.isEmpty)
    }

    @Test func theClustersVersionCounts() throws {
        let result = try lint(["--kubernetes-version", "1.36", "--mesh", "none", "-n", "prod", "-"], input: late)
        #expect(result.code == 1)
    }

    @Test(arguments: [
        [], ["--fix", "-"], ["--fix-rule", "HF302", "-"], ["--diff", "a.yaml"], ["-o", "markdown", "a.yaml"],
        ["-o", "xml", "a.yaml"], ["--severity", "bad", "a.yaml"], ["--fail-on", "never", "a.yaml"],
        ["--ignore", "HF999", "a.yaml"], ["--fix-rule", "HF999", "a.yaml"], ["--explain", "HF302", "a.yaml"],
        ["--rules", "a.yaml"], ["--rules", "-o", "sarif"], ["--rules", "--explain", "HF302"],
        ["--baseline", "gone.json", "a.yaml"], ["--baseline", "a.yaml", "a.yaml"], ["--policy", "a.yaml", "a.yaml"],
        ["--write-baseline", "b.json", "--fix", "a.yaml"], ["--write-baseline", "b.json", "-o", "json", "a.yaml"],
        ["--write-baseline", "b.json", "--baseline", "b.json", "a.yaml"], ["--fix", "--diff", "-o", "json", "a.yaml"],
        ["--kubernetes-version", "new", "a.yaml"], ["--mesh", "maybe", "a.yaml"],
        ["--write-baseline", "no/such/b.json", "a.yaml"],
    ])
    func usage(_ arguments: [String]) throws {
        let place = try HoldfastProcess.folder(["a.yaml": late])
        let result = try lint(arguments, in: place)
        #expect(result.code == 2 && result.output.isEmpty && !result.errors.isEmpty, "\(result)")
        #expect(try text(place, "a.yaml") == late)
    }
}
