import Manifests
import Startup
import Testing

@testable import Injection

/// Pods with fields that injection has to respect.
@Suite struct PodShapeTests {
    private func inject(
        _ annotations: String, _ containers: String, _ more: String = "", version: KubernetesVersion = .init(1, 33)
    ) throws -> (spec: Value, result: Injected) {
        let text =
            "kind: Pod\nmetadata: {name: p, annotations: {\(annotations)}}\nspec:\n\(more)  containers:\n\(containers)\n"
        var settings = InjectionSettings()
        settings.cluster.version = version
        let result = try Injected(text, settings)
        #expect(result.errors == [])
        try result.checkTheRules()
        return (try #require(try result.objects(result.text).first?["spec"]), result)
    }

    private func item(_ list: Value?, _ name: String) -> Value? {
        guard case .sequence(let items)? = list else { return nil }
        return items.first { $0["name"]?.text == name }
    }

    private let wait = "holdfast.dev/wait-for: \"tcp://db:1\""
    private let hook = "holdfast.dev/order: \"agent, app\", holdfast.dev/strategy: hook"
    private let two = "  - {name: app, image: a}\n  - {name: agent, image: b, readinessProbe: {tcpSocket: {port: 1}}}"

    @Test(arguments: [("", true), ("  shareProcessNamespace: true\n", false), ("  hostPID: true\n", false)])
    func whoseLogAHookMayUse(_ more: String, _ usesLog: Bool) throws {
        let spec = try inject(hook, two, more).spec
        let command = item(spec["containers"], "agent")?["lifecycle"]?["postStart"]?["exec"]?["command"]
        guard case .sequence(let words)? = command else { return #expect(Bool(false)) }
        #expect(words.contains(.string("--hook")) == usesLog)
    }

    @Test(arguments: [
        ("", false), ("  securityContext: {runAsUser: 0}\n", true), ("  securityContext: {runAsUser: 7}\n", false),
    ])
    func aUserThatIsNotRoot(_ more: String, _ isSet: Bool) throws {
        let spec = try inject(wait, "  - {name: app, image: a}", more).spec
        let context = item(spec["initContainers"], "holdfast-wait")?["securityContext"]
        #expect((context?["runAsUser"] == .int(65532)) == isSet && context?["runAsNonRoot"] == .bool(true))
        #expect(
            context?["allowPrivilegeEscalation"] == .bool(false) && context?["readOnlyRootFilesystem"] == .bool(true))
        #expect(context?["capabilities"]?["drop"] == .strings(["ALL"]))
        #expect(context?["seccompProfile"]?["type"] == .string("RuntimeDefault"))
    }

    @Test func namesAndPathsThatAreTaken() throws {
        let spec = try inject(
            "holdfast.dev/strategy: wrap, \(wait)",
            "  - {name: holdfast-copy, image: a, command: [a], volumeMounts: [{name: holdfast, mountPath: /holdfast/}]}",
            "  volumes: [{name: holdfast, emptyDir: {}}]\n  initContainers: [{name: holdfast-copy-2, image: b}]\n"
        ).spec
        let container = try #require(item(spec["containers"], "holdfast-copy"))
        #expect(container["command"] == .strings(["/holdfast-2/waiter", "wait", "tcp://db:1", "--", "a"]))
        #expect(item(spec["initContainers"], "holdfast-copy-3") != nil && item(spec["volumes"], "holdfast-2") != nil)
    }

    @Test(arguments: [
        ("volumeMounts: [{name: v, mountPath: /holdfast//}]", "/holdfast-2"),
        ("volumeMounts: [{name: v, mountPath: //holdfast/a/}]", "/holdfast-2"),
        ("volumeMounts: [{name: v, mountPath: /./holdfast}]", "/holdfast-2"),
        ("volumeMounts: [{name: v, mountPath: holdfast}]", "/holdfast-2"),
        ("volumeMounts: [{name: v, mountPath: /holdfasts}]", "/holdfast"),
        ("volumeMounts: [{name: v, mountPath: /a/holdfast}]", "/holdfast"),
        ("volumeDevices: [{name: v, devicePath: /holdfast}]", "/holdfast-2"),
        ("volumeDevices: [{name: v, devicePath: /holdfast/disk}]", "/holdfast-2"),
        ("volumeDevices: [{name: v, devicePath: /dev/disk}]", "/holdfast"),
    ])
    func pathsThatAreTaken(_ taken: String, _ directory: String) throws {
        let spec = try inject(
            "holdfast.dev/strategy: wrap, \(wait)", "  - {name: app, image: a, command: [a], \(taken)}",
            "  volumes: [{name: v, emptyDir: {}}]\n"
        ).spec
        let command = item(spec["containers"], "app")?["command"]
        #expect(command == .strings(["\(directory)/waiter", "wait", "tcp://db:1", "--", "a"]))
    }

    @Test func claimsOfAStatefulSetAreVolumes() throws {
        let text = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: s}
            spec:
              template:
                metadata: {annotations: {holdfast.dev/strategy: wrap, \(wait)}}
                spec:
                  containers:
                  - {name: app, image: a, command: [a], volumeMounts: [{name: holdfast, mountPath: /data}]}
              volumeClaimTemplates:
              - metadata: {name: holdfast}
              - metadata: {name: holdfast-2}

            """
        let result = try Injected(text)
        #expect(result.errors == [])
        try result.checkTheRules()
        let spec = try #require(try result.objects(result.text).first?["spec"]?["template"]?["spec"])
        #expect(item(spec["volumes"], "holdfast-3") != nil && item(spec["volumes"], "holdfast") == nil)
        #expect(
            item(spec["containers"], "app")?["volumeMounts"]
                == .sequence([
                    .fields(("name", .string("holdfast")), ("mountPath", .string("/data"))),
                    .fields(
                        ("name", .string("holdfast-3")), ("mountPath", .string("/holdfast")), ("readOnly", .bool(true))
                    ),
                ]))
    }

    @Test func namesOfEphemeralContainersAreTaken() throws {
        let more = "  ephemeralContainers: [{name: holdfast-copy, image: d}, {name: holdfast-wait, image: d}]\n"
        let app = "  - {name: app, image: a, command: [a]}"
        let wrapped = try inject("holdfast.dev/strategy: wrap, \(wait)", app, more).spec
        #expect(item(wrapped["initContainers"], "holdfast-copy-2") != nil)
        let waited = try inject(wait, app, more).spec
        #expect(item(waited["initContainers"], "holdfast-wait-2") != nil)
    }

    @Test(arguments: [
        ("limits: {cpu: 1, memory: 1Gi}", true), ("limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1}", true),
        ("limits: {cpu: 500m, memory: 1Gi}, requests: {cpu: 0.5, memory: 1024Mi}", true),
        ("limits: {cpu: 300m, memory: 1Ki}, requests: {cpu: 0.3, memory: 1.024e3}", true),
        ("limits: {cpu: \"2\", memory: 1k}, requests: {cpu: 2000m, memory: 1000}", true),
        ("limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 0.9}", false),
        ("limits: {cpu: 1, memory: 1Gi}, requests: {memory: 1G}", false),
        ("limits: {cpu: 1, memory: 1Gi}, requests: {cpu: inf}", false),
        ("limits: {cpu: 1}, requests: {cpu: 1}", false), ("limits: {cpu: 0, memory: 1Gi}", false),
        ("limits: {cpu: much, memory: 1Gi}", false), ("requests: {cpu: 1, memory: 1Gi}", false), ("", false),
    ])
    func aGuaranteedPodStaysOne(_ resources: String, _ isGuaranteed: Bool) throws {
        let app = "  - {name: app, image: a, command: [a], resources: {\(resources)}}"
        let limits = Value.fields(("cpu", .string("100m")), ("memory", .string("32Mi")))
        let least = Value.fields(("cpu", .string("10m")), ("memory", .string("16Mi")))
        for (strategy, name) in [("init", "holdfast-wait"), ("wrap", "holdfast-copy")] {
            let spec = try inject("holdfast.dev/strategy: \(strategy), \(wait)", app).spec
            let own = try #require(item(spec["initContainers"], name)?["resources"])
            #expect(own["limits"] == limits && own["requests"] == (isGuaranteed ? limits : least))
        }
    }

    @Test(arguments: [("{limits: {cpu: 1, memory: 1Gi}}", true), ("{limits: {cpu: 1}}", false), ("{}", false)])
    func initContainersCountForTheClassToo(_ resources: String, _ isGuaranteed: Bool) throws {
        let spec = try inject(
            wait, "  - {name: app, image: a, resources: {limits: {cpu: 1, memory: 1Gi}}}",
            "  initContainers: [{name: setup, image: s, resources: \(resources)}]\n"
        ).spec
        let requests = item(spec["initContainers"], "holdfast-wait")?["resources"]?["requests"]
        #expect(requests?["memory"] == .string(isGuaranteed ? "32Mi" : "16Mi"))
    }

    @Test func fieldsOfOthersStay() throws {
        let more = """
              hostNetwork: true
              ephemeralContainers: [{name: debug, image: d}]
              volumes: [{name: data, emptyDir: {}}]
              restartPolicy: OnFailure

            """
        let spec = try inject(
            "holdfast.dev/strategy: wrap, \(wait)",
            "  - {name: app, image: a, command: [a], volumeMounts: [{name: data, mountPath: /d}], securityContext: {runAsUser: 5}}",
            more
        ).spec
        #expect(spec["hostNetwork"] == .bool(true) && item(spec["ephemeralContainers"], "debug") != nil)
        #expect(item(spec["containers"], "app")?["securityContext"] == .fields(("runAsUser", .int(5))))
        #expect(item(spec["volumes"], "data") != nil && item(spec["volumes"], "holdfast") != nil)
    }

    @Test(arguments: [
        ("livenessProbe: {tcpSocket: {port: web}, periodSeconds: 10, failureThreshold: 3}", 34, 10),
        ("startupProbe: {tcpSocket: {port: web}, periodSeconds: 10, failureThreshold: 3}", 34, 10),
        ("livenessProbe: {tcpSocket: {port: web}}, startupProbe: {exec: {command: [a]}, periodSeconds: 5}", 64, 5),
    ])
    func probesThatWouldKillDuringTheWait(_ probes: String, _ threshold: Int, _ period: Int) throws {
        let spec = try inject(
            "holdfast.dev/strategy: wrap, \(wait)",
            "  - {name: app, image: a, command: [a], ports: [{name: web, containerPort: 80}], \(probes)}"
        ).spec
        let probe = try #require(item(spec["containers"], "app")?["startupProbe"])
        #expect(probe["failureThreshold"] == .int(threshold))
        #expect(
            probe["periodSeconds"] == .int(period)
                && (probe["tcpSocket"]?["port"] == .string("web") || probe["exec"] != nil))
    }

    @Test func theImageIsMountedWhereTheClusterCan() throws {
        let app = "  - {name: app, image: a, command: [a]}"
        let new = try inject("holdfast.dev/strategy: wrap, \(wait)", app, version: .init(1, 36)).spec
        #expect(new["initContainers"] == nil)
        #expect(item(new["volumes"], "holdfast")?["image"]?["reference"] == .string("holdfast/waiter:0.1.0"))
        let old = try inject("holdfast.dev/strategy: wrap, \(wait)", app, version: .init(1, 35)).spec
        #expect(item(old["initContainers"], "holdfast-copy") != nil)
    }

    @Test func theDefaultContainerStays() throws {
        let result = try inject(hook, two).result
        #expect(result.text.contains("kubectl.kubernetes.io/default-container: app"))
        let own = try inject("kubectl.kubernetes.io/default-container: agent, " + hook, two).result
        #expect(own.text.contains("default-container: agent") && !own.text.contains("default-container: app"))
    }

    @Test func anExistingHookIsReplacedAndComesBack() throws {
        let proxy = """
              - {name: app, image: a}
              - name: istio-proxy
                image: p
                lifecycle:
                  postStart:   # Istio's
                    exec:
                      command: [pilot-agent, wait]
            """
        let spec = try inject(
            "holdfast.dev/order: \"istio-proxy, app\", holdfast.dev/strategy: hook, holdfast.dev/on-timeout: block",
            proxy
        ).spec
        let hook = item(spec["containers"], "istio-proxy")?["lifecycle"]?["postStart"]?["exec"]?["command"]
        guard case .sequence(let words)? = hook else { return #expect(Bool(false)) }
        #expect(words.first == .string("/holdfast/waiter") && words.contains(.string("block")))
    }

    @Test func itemsOfAListThatDoNotSayWhatTheyAre() throws {
        let item = { (name: String) in
            "- metadata: {name: \(name), annotations: {\(wait)}}\n  spec:\n    containers:\n    - {name: app, image: a}\n"
        }
        let result = try Injected("apiVersion: v1\nkind: PodList\nitems:\n" + item("p") + item("q"))
        #expect(result.run.diagnostics.isEmpty)
        #expect(result.run.injected.map(\.title) == ["pod/p", "pod/q"])
        try result.checkTheRules()
        let patches = PatchList.text(result.run.files)
        #expect(patches.split(separator: "\"kind\": \"Pod\"").count == 3, "once for each")
    }

    @Test(arguments: [
        ("batch/v1", true), ("batch.volcano.sh/v1alpha1", false),
    ])
    func jobsOfAnotherGroupAreLeftAlone(_ apiVersion: String, _ isInjected: Bool) throws {
        let text =
            "apiVersion: \(apiVersion)\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    metadata: {annotations: {\(wait)}}\n"
            + "    spec:\n      containers:\n      - {name: app, image: a}\n"
        let result = try Injected(text)
        #expect(result.errors == [] && result.run.injected.count == (isInjected ? 1 : 0))
        try result.checkTheRules()
        let held = MeshHold.set(true, .workloads(["j"]), in: [Source(name: "f.yaml", text: text)])
        #expect(held.places == (isInjected ? 1 : 0))
    }
}
