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
}
