import Kubelet
import Manifests
import Startup
import Testing

/// Pods as their manifests have them.
@Suite struct PodReaderTests {
    private func read(_ spec: String) throws -> (pod: Pod?, texts: [String]) {
        let text = "kind: Pod\nmetadata: {name: p}\nspec:\n" + spec
        let set = ManifestSet([Source(name: "f.yaml", text: text)])
        let (pod, diagnostics) = PodReader.read(try #require(set.workloads.first))
        return (pod, diagnostics.map(\.text))
    }

    @Test func everythingThatDecidesTheStartIsRead() throws {
        let (read, texts) = try read(
            """
              restartPolicy: OnFailure
              terminationGracePeriodSeconds: 5
              initContainers:
              - {name: prepare, image: i, command: [a, b], args: [c]}
              - {name: proxy, restartPolicy: Always, startupProbe: {tcpSocket: {port: 1}, failureThreshold: 30}}
              containers:
              - name: app
                workingDir: /srv
                env: [{name: A, value: x}, {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: C}]
                ports: [{name: web, containerPort: 8080}, {containerPort: 9090}]
                lifecycle:
                  postStart: {exec: {command: [hook]}}
                  preStop: {sleep: {seconds: 4}}
                readinessProbe:
                  httpGet: {port: web, path: /r, scheme: HTTPS, host: h, httpHeaders: [{name: X, value: on-e}]}
                  periodSeconds: 2
                livenessProbe: {grpc: {port: 9090, service: s}, initialDelaySeconds: 3, timeoutSeconds: 4}
            """)
        #expect(texts == [])
        let pod = try #require(read)
        #expect(pod.title == "pod/p")
        #expect(pod.restartPolicy == .onFailure)
        #expect(pod.terminationGracePeriod == 5)
        #expect(pod.all.map(\.name) == ["prepare", "proxy", "app"])
        #expect(pod.initContainers.map(\.spec.isRestartable) == [false, true])
        #expect(pod.container(named: "prepare")?.commandLine == ["a", "b", "c"])
        #expect(pod.spec.initContainers.last?.probes[.startup]?.failureThreshold == 30)
        let app = try #require(pod.container(named: "app"))
        #expect(app.workingDirectory == "/srv")
        #expect(app.environment.map(\.name) == ["A", "B", "C"])
        #expect(app.environment.map(\.value) == ["x", nil, ""])
        #expect(app.spec.postStart == .exec(["hook"]))
        #expect(app.spec.preStop == .sleep(seconds: 4))
        let get = Handler.httpGet(
            scheme: "HTTPS", host: "h", port: 8080, path: "/r", headers: [.init(name: "X", value: "on-e")])
        #expect(app.spec.probes[.readiness] == ProbeSpec(get, period: 2))
        #expect(
            app.spec.probes[.liveness] == ProbeSpec(.grpc(port: 9090, service: "s"), initialDelay: 3, timeout: 4))
        #expect(app.spec.probes[.startup] == nil)
    }

    @Test func defaultsAreThoseOfKubernetes() throws {
        let pod = try #require(try read("  containers: [{name: a, readinessProbe: {tcpSocket: {port: '80'}}}]").pod)
        #expect(pod.restartPolicy == .always)
        #expect(pod.terminationGracePeriod == 30)
        #expect(pod.annotations.isEmpty)
        let probe = try #require(pod.containers.first?.spec.probes[.readiness])
        #expect(probe.handler == .tcpSocket(host: nil, port: 80))
        #expect([probe.period, probe.timeout, probe.successThreshold, probe.failureThreshold] == [10, 1, 1, 3])
    }

    @Test(
        arguments: [
            ("  nodeName: x", "f.yaml:4:3: error: pod/p has no containers"),
            ("  containers: {}", "f.yaml:4:15: error: spec.containers must be a list, not a mapping"),
            ("  containers: [app]", "f.yaml:4:16: error: spec.containers[0] must be a mapping, not \"app\""),
            ("  containers: [{image: x}]", "f.yaml:4:16: error: spec.containers[0].name is missing"),
            (
                "  containers: [{name: 1}]",
                "f.yaml:4:23: error: spec.containers[0].name must be a string, not \"1\"\n    put it in quotes: \"1\""
            ),
        ])
    func withoutContainersThereIsNoPod(spec: String, wanted: String) throws {
        let (pod, texts) = try read(spec)
        #expect(pod == nil)
        #expect(texts == [wanted])
    }

    @Test(
        arguments: [
            ("command: run", "18: error: spec.containers[0].command must be a list, not \"run\""),
            (
                "command: [sleep, 5]",
                "26: error: spec.containers[0].command[1] must be a string, not \"5\"\n    put it in quotes: \"5\""
            ),
            ("env: [x]", "15: error: spec.containers[0].env[0] must be a mapping, not \"x\""),
            ("env: [{value: x}]", "15: error: spec.containers[0].env[0].name is missing"),
            ("ports: [80]", "17: error: spec.containers[0].ports[0] must be a mapping, not \"80\""),
            (
                "env: [{name: A, value: 1}]",
                "32: error: spec.containers[0].env[0].value must be a string, not \"1\"\n    put it in quotes: \"1\""
            ),
            (
                "restartPolicy: Always",
                """
                24: error: spec.containers[0].restartPolicy is for init containers only
                    move a to initContainers to make it a native sidecar, or drop it
                """
            ),
            (
                "livenessProbe: {periodSeconds: 3}",
                """
                24: error: spec.containers[0].livenessProbe does nothing
                    give it exec, httpGet, tcpSocket or grpc
                """
            ),
            (
                "lifecycle: {postStart: {grpc: {port: 1}}}",
                """
                32: error: spec.containers[0].lifecycle.postStart does nothing
                    give it exec, httpGet or sleep
                """
            ),
            ("livenessProbe: {exec: {}}", "31: error: spec.containers[0].livenessProbe.exec.command is empty"),
            (
                "livenessProbe: {httpGet: {path: /}}",
                "34: error: spec.containers[0].livenessProbe.httpGet.port is missing"
            ),
            (
                "ports: [{name: web, containerPort: 1}], livenessProbe: {tcpSocket: {port: wep}}",
                """
                83: error: spec.containers[0].livenessProbe.tcpSocket.port must be \
                a port from 1 to 65535 or the name of one of the container's ports, not "wep"
                    did you mean "web"?
                """
            ),
            (
                "livenessProbe: {tcpSocket: {port: 70000}}",
                """
                43: error: spec.containers[0].livenessProbe.tcpSocket.port must be \
                a port from 1 to 65535 or the name of one of the container's ports, not "70000"
                """
            ),
            (
                "livenessProbe: {tcpSocket: {port: 1}, periodSeconds: '3'}",
                "62: error: spec.containers[0].livenessProbe.periodSeconds must be a whole number, not \"3\""
            ),
        ])
    func mistakesInAContainerHaveAPlace(field: String, wanted: String) throws {
        // The field begins in column 15 of line 5.
        let (pod, texts) = try read("  containers:\n  - {name: a,  " + field + "}")
        let shift = "  - {name: a,  ".count - "        ".count
        let column = try #require(wanted.split(separator: ":").first.flatMap { Int($0) })
        let rest = wanted.drop { $0 != ":" }
        #expect(texts == ["f.yaml:5:\(column + shift)\(rest)"])
        #expect(pod?.containers.map(\.name) == ["a"])
    }

    @Test func mistakesInThePodHaveAPlace() throws {
        let (pod, texts) = try read(
            """
              restartPolicy: always
              terminationGracePeriodSeconds: 30s
              initContainers: [{name: a}]
              containers: [{name: b}, {name: a}]
            """)
        #expect(pod?.restartPolicy == .always)
        #expect(
            texts == [
                "f.yaml:7:27: error: two containers are named \"a\"\n    rename one of them",
                "f.yaml:4:18: error: spec.restartPolicy must be Always, OnFailure or Never, not \"always\"",
                "f.yaml:5:34: error: spec.terminationGracePeriodSeconds must be a whole number, not \"30s\"",
            ])
    }

    @Test func annotationsHaveToBeAMapping() throws {
        let text = "kind: Pod\nmetadata:\n  annotations: [a]\nspec: {containers: [{name: a}]}"
        let set = ManifestSet([Source(name: "f.yaml", text: text)])
        let (pod, diagnostics) = PodReader.read(try #require(set.workloads.first))
        #expect(pod?.annotations.isEmpty == true)
        #expect(diagnostics.map(\.text) == ["f.yaml:3:16: error: metadata.annotations must be a mapping, not a list"])
    }

    private static func affinity(_ terms: String, kind: String = "required") -> String {
        "affinity: {nodeAffinity: {\(kind)DuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [\(terms)]}}}"
    }
    private static let windows = "{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [windows]}]}"

    @Test(arguments: [
        ("os: {name: windows}", true), ("os: {name: linux}", false), ("hostNetwork: true", false),
        ("nodeSelector: {kubernetes.io/os: windows}", true), ("nodeSelector: {kubernetes.io/os: linux}", false),
        ("nodeSelector: {beta.kubernetes.io/os: windows}", true), ("nodeSelector: {os: windows}", false),
        ("securityContext: {windowsOptions: {hostProcess: true}}", true),
        ("securityContext: {windowsOptions: {hostProcess: false}}", false),
        ("securityContext: {windowsOptions: {runAsUserName: u}}", false),
        (
            "initContainers: [{name: i, securityContext: {windowsOptions: {hostProcess: true}}}]", true
        ),
        (affinity(windows), true), (affinity("\(windows), \(windows)"), true),
        (
            affinity(
                "{matchExpressions: [{key: a, operator: Exists}, {key: beta.kubernetes.io/os, operator: In, values: [windows]}]}"
            ), true
        ),
        (affinity("\(windows), {matchExpressions: [{key: a, operator: Exists}]}"), false),
        (affinity("{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [windows, linux]}]}"), false),
        (affinity("{matchExpressions: [{key: kubernetes.io/os, operator: NotIn, values: [windows]}]}"), false),
        (affinity("{matchExpressions: [{key: kubernetes.io/os, operator: In, values: []}]}"), false),
        (affinity("{matchExpressions: [{key: a, operator: In, values: [windows]}]}"), false),
        (affinity(""), false), (affinity(windows, kind: "preferred"), false),
    ])
    func whatRunsOnWindows(_ spec: String, _ isWindows: Bool) throws {
        let pod = try #require(try read("  \(spec)\n  containers: [{name: app}]").pod)
        #expect(pod.isWindows == isWindows)
    }

    @Test func zeroInAProbeIsTheDefault() throws {
        let fields = "periodSeconds: 0, timeoutSeconds: 0, failureThreshold: 0, successThreshold: 0"
        let pod = try #require(
            try read("  containers: [{name: app, livenessProbe: {exec: {command: [a]}, \(fields)}}]").pod)
        #expect(pod.containers[0].spec.probes[.liveness] == ProbeSpec(.exec(["a"])))
    }
}
