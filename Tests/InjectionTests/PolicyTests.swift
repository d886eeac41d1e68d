import Manifests
import Startup
import Testing

@testable import Injection

/// Policies: whom they are for, who counts more, and what their templates bring.
@Suite struct PolicyTests {
    private func pod(
        _ annotations: String = "", labels: String = "app: shop", namespace: String = "", rest: String = ""
    ) -> String {
        """
        kind: Pod
        metadata: {name: shop, \(namespace.isEmpty ? "" : "namespace: \(namespace), ")labels: {\(labels)}, annotations: {\(annotations)}}
        spec:
          containers:
          - {name: app, image: a, command: [app], env: [{name: A, value: "1"}]}
          - {name: log, image: l, command: [log]}
        \(rest)
        """
    }

    private func policy(_ spec: String, kind: String = "StartupPolicy", name: String = "p", namespace: String = "")
        -> String
    {
        let place = namespace.isEmpty ? "" : ", namespace: \(namespace)"
        return "---\napiVersion: holdfast.dev/v1alpha1\nkind: \(kind)\nmetadata: {name: \(name)\(place)}\nspec:\n"
            + spec.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private func waits(_ text: String) throws -> [String] {
        let result = try Injected(text)
        #expect(result.errors == [])
        try result.checkTheRules()
        return result.run.injected.first?.targets ?? []
    }

    @Test(arguments: [
        ("", true), ("selector: {}", true), ("selector: {matchLabels: {app: shop}}", true),
        ("selector: {matchLabels: {app: other}}", false), ("selector: {matchLabels: {app: shop, tier: x}}", false),
        ("selector: {matchExpressions: [{key: app, operator: In, values: [a, shop]}]}", true),
        ("selector: {matchExpressions: [{key: app, operator: NotIn, values: [shop]}]}", false),
        ("selector: {matchExpressions: [{key: gone, operator: NotIn, values: [shop]}]}", true),
        ("selector: {matchExpressions: [{key: app, operator: Exists}]}", true),
        ("selector: {matchExpressions: [{key: app, operator: DoesNotExist}]}", false),
        ("selector: {matchLabels: {app: shop}, matchExpressions: [{key: app, operator: DoesNotExist}]}", false),
    ])
    func selects(_ selector: String, _ isSelected: Bool) throws {
        let text = pod() + policy("waitFor: [\"tcp://db:1\"]\n" + selector)
        #expect(try waits(text) == (isSelected ? ["tcp://db:1"] : []))
    }

    @Test(arguments: [
        ("", "", true), ("", "default", true), ("", "shop", false), ("shop", "shop", true), ("shop", "", true),
        ("shop", "x", false),
    ])
    func namespaces(_ own: String, _ wanted: String, _ isSelected: Bool) throws {
        let text = pod(namespace: own) + policy("waitFor: [\"tcp://db:1\"]", namespace: wanted)
        #expect(try waits(text) == (isSelected ? ["tcp://db:1"] : []))
    }

    @Test func whoCountsMore() throws {
        let cluster = policy(
            "waitFor: [\"tcp://cluster:1\"]\ntimeout: 1m\nstrategy: wrap\nonTimeout: proceed",
            kind: "ClusterStartupPolicy")
        let own =
            policy("waitFor: [\"tcp://own:1\"]\ntimeout: 2m", name: "b")
            + policy("waitFor: [\"tcp://own:1\", \"tcp://more:1\"]", name: "c")
        #expect(try waits(pod() + cluster) == ["tcp://cluster:1"])
        #expect(try waits(pod() + cluster + own) == ["tcp://own:1", "tcp://more:1"])
        #expect(try waits(pod("holdfast.dev/wait-for: \"tcp://pod:1\"") + cluster + own) == ["tcp://pod:1"])
        #expect(try waits(pod("holdfast.dev/inject: \"false\"") + cluster + own) == [])
        let declaration = try #require(try Injected(pod() + cluster + own).run.injected.first)
        #expect(declaration.timeout == 120_000 && declaration.strategy == .wrap && declaration.onTimeout == .proceed)
        var settings = InjectionSettings()
        settings.defaults.timeout = 7
        settings.defaults.strategy = .initContainer
        let above = try #require(
            try Injected(pod() + policy("waitFor: [\"tcp://a:1\"]\nstrategy: wrap"), settings).run.injected.first)
        #expect(above.timeout == 7 && above.strategy == .wrap)
    }

    @Test func twoThatContradictEachOther() throws {
        let text = pod() + policy("waitFor: [\"tcp://a:1\"]\ntimeout: 2m", name: "z") + policy("timeout: 1m", name: "b")
        let result = try Injected(text)
        #expect(result.run.injected.first?.timeout == 60_000)
        #expect(
            result.run.diagnostics.contains {
                $0.severity == .warning && $0.message.contains("policies b and z both set timeout")
            })
    }

    @Test func namesThatAPodDoesNotHaveMeanNothingInIt() throws {
        let text =
            pod()
            + policy(
                "containers: {app: {dependsOn: [log, gone]}, gone: {dependsOn: [app]}, log: {ready: \"tcp://localhost:1\"}}"
            )
        let result = try Injected(text)
        #expect(result.errors == [])
        #expect(result.run.injected.first?.holds.map(\.dependency.name) == ["log"])
    }

    @Test(arguments: [
        ("waitfor: []", "has no key \"waitfor\""), ("selector: {matchlabels: {}}", "has no key \"matchlabels\""),
        ("selector: {matchExpressions: [{key: a, operator: in, values: [b]}]}", "\"in\" is not an operator"),
        ("selector: {matchExpressions: [{key: a, operator: In}]}", "In needs some"),
        ("selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}", "Exists has none"),
        ("templates: [{position: first}]", "template is missing"),
        ("templates: [{template: {image: x}}]", "template.name is missing"),
        ("templates: [{template: {name: a}}, {template: {name: a}}]", "two templates are named"),
        ("templates: [{template: {name: a}, position: middle}]", "\"middle\" is no position"),
        ("templates: [{template: {name: a}, position: {before: b, after: c}}]", "names no one place"),
        ("templates: [{template: {name: a}, position: {before: a}}]", "names no one place"),
        ("templates: [{template: {name: a}, position: {}}]", "names no one place"),
        ("templates: [{template: {name: a}, as: job}]", "\"job\" is no kind of container"),
        ("timeout: soon", "timeout"), ("strategy: magic", "\"magic\" is not a strategy"),
    ])
    func faults(_ spec: String, _ message: String) throws {
        let result = try Injected(policy(spec))
        #expect(result.errors.contains { $0.contains(message) }, "\(result.errors)")
    }

    @Test func versionsAndKinds() throws {
        for (head, message) in [
            ("apiVersion: holdfast.dev/v2\nkind: StartupPolicy", "not an apiVersion"),
            ("apiVersion: holdfast.dev/v1alpha1\nkind: StartPolicy", "has no kind"),
        ] {
            let result = try Injected("\(head)\nmetadata: {name: x}\nspec: {}\n")
            #expect(result.errors.contains { $0.contains(message) })
        }
    }

    @Test(arguments: [
        ("selector: {matchLabels: {app: no}}\n", "has no key \"selector\""), ("", ""),
    ])
    func aSelectorBesideTheSpec(_ line: String, _ message: String) throws {
        let result = try Injected(
            line + "apiVersion: holdfast.dev/v1alpha1\nkind: StartupPolicy\nmetadata: {name: p}\nspec: {}\n")
        #expect(result.errors.count == (message.isEmpty ? 0 : 1) && result.errors.allSatisfy { $0.contains(message) })
    }

    @Test func aPolicyForNobodyIsMentioned() throws {
        let result = try Injected(pod() + policy("waitFor: [\"tcp://a:1\"]\nselector: {matchLabels: {app: shpo}}"))
        #expect(result.run.diagnostics.map(\.message) == ["policy p is for none of these pods"])
        let elsewhere = try Injected(pod() + policy("waitFor: [\"tcp://a:1\"]", namespace: "other"))
        #expect(elsewhere.run.diagnostics.first?.cure.contains("--namespace") == true)
    }

    @Test func whatATemplateIsWarnedOfStandsAtThePod() throws {
        let result = try Injected(pod() + policy("templates: [{template: {name: x, image: i}, hold: true}]"))
        #expect(!result.run.diagnostics.isEmpty)
        #expect(result.run.diagnostics.allSatisfy { $0.file == "shop.yaml" && $0.location != nil })
    }

    @Test func nameless() throws {
        let result = try Injected("apiVersion: holdfast.dev/v1alpha1\nkind: StartupPolicy\nspec: {}\n")
        #expect(result.errors == ["the StartupPolicy has no metadata.name"])
        #expect(try Injected("apiVersion: acme.io/v1\nkind: StartupPolicy\nspec: {}\n").errors == [])
    }

    @Test func mergedLabelsCount() throws {
        let text =
            "base: &base {app: shop}\n" + pod(labels: "<<: *base, tier: web")
            + policy("waitFor: [\"tcp://db:1\"]\nselector: {matchLabels: {app: shop}}")
        #expect(try Injected(text).run.injected.first?.targets.count == 1)
    }

    @Test func whatIsSetToNothingIsSet() throws {
        let text = pod("holdfast.dev/wait-for: \"\"") + policy("waitFor: [\"tcp://db:1\"]")
        #expect(try Injected(text).run.injected.isEmpty)
    }

    @Test func policiesThatAgreeAreNotReported() throws {
        let result = try Injected(
            pod() + policy("waitFor: [\"tcp://a:1\"]\ntimeout: 1m", name: "a") + policy("timeout: 1m", name: "b"))
        #expect(result.run.diagnostics.isEmpty)
        let needs =
            policy("containers: {app: {dependsOn: {log: started}}}", name: "a")
            + policy("containers: {app: {dependsOn: {log: ready}}, log: {ready: \"tcp://localhost:1\"}}", name: "b")
        let other = try Injected(pod() + needs)
        #expect(other.run.diagnostics.contains { $0.message.contains("the condition of log for app") })
    }

    @Test func aPodThatSaysTheOppositeKnowsBetter() throws {
        let text =
            pod("holdfast.dev/order: \"log, app\", holdfast.dev/strategy: wrap")
            + policy("containers: {log: {dependsOn: [app]}}")
        let result = try Injected(text)
        #expect(result.errors == [] && result.run.injected.first?.holds.map(\.dependent) == ["app"])
    }

    @Test func aHeldTemplateDoesNotHideTheClustersNeeds() throws {
        let cluster = policy(
            "containers: {app: {dependsOn: {log: started}}}\nstrategy: wrap", kind: "ClusterStartupPolicy")
        let result = try Injected(pod() + cluster + policy("templates: [{template: \(proxy), hold: true}]"))
        let holds = result.run.injected.first?.holds.map { "\($0.dependent)>\($0.dependency.name)" }.sorted()
        #expect(holds == ["app>log", "app>proxy", "log>proxy"])
    }

    @Test func aLaterProxyOfTheCommandLinesMesh() throws {
        var settings = InjectionSettings()
        settings.cluster = Cluster(version: .init(1, 30), mesh: .istio)
        let result = try Injected(pod() + policy("containers: {app: {dependsOn: [istio-proxy]}}"), settings)
        #expect(result.run.injected.first?.holds.map(\.strategy) == [.wrap])
    }

    @Test func kustomizeGivesAClusterPolicyANamespace() throws {
        let result = try Injected(
            pod(namespace: "a") + policy("waitFor: [\"tcp://db:1\"]", kind: "ClusterStartupPolicy", namespace: "b"))
        #expect(result.errors == [] && result.run.injected.count == 1 && result.run.diagnostics.count == 1)
    }

    // MARK: Templates

    private let proxy =
        "{name: proxy, image: envoy, command: [envoy], readinessProbe: {tcpSocket: {port: 15021}}, env: [{name: A, value: \"2\"}, {name: B, value: \"3\"}]}"

    private func names(_ text: String, _ list: String = "containers") throws -> [String] {
        let result = try Injected(text)
        #expect(result.errors == [])
        try result.checkTheRules()
        guard case .sequence(let items)? = try result.objects(result.text).first?["spec"]?[list] else { return [] }
        return items.compactMap { $0["name"]?.text }
    }

    @Test(arguments: [
        ("first", ["proxy", "app", "log"]), ("last", ["app", "log", "proxy"]),
        ("{before: log}", ["app", "proxy", "log"]),
        ("{after: app}", ["app", "proxy", "log"]), ("{after: gone}", ["app", "log", "proxy"]),
    ])
    func positions(_ position: String, _ expected: [String]) throws {
        #expect(try names(pod() + policy("templates: [{template: \(proxy), position: \(position)}]")) == expected)
    }

    @Test func roles() throws {
        let text =
            pod()
            + policy(
                "templates: [{template: \(proxy), as: sidecar, hold: true}, {template: {name: setup, image: s}, as: init, position: first}]"
            )
        #expect(try names(text, "initContainers") == ["setup", "proxy"])
        let result = try Injected(text)
        let items = try result.objects(result.text)[0]["spec"]?["initContainers"]
        guard case .sequence(let containers)? = items else { return #expect(Bool(false)) }
        #expect(containers[1]["restartPolicy"] == .string("Always") && containers[1]["startupProbe"] != nil)
    }

    @Test func holdMakesEveryoneElseWait() throws {
        let result = try Injected(pod() + policy("templates: [{template: \(proxy), hold: true}]\nstrategy: wrap"))
        #expect(result.errors == [])
        #expect(result.run.injected.first?.holds.map(\.dependent) == ["app", "log"])
        #expect(result.run.injected.first?.templates == ["proxy"])
        try result.checkTheRules()
    }

    @Test func aContainerOfThePodIsCompleted() throws {
        let template =
            "{name: app, image: other, tty: true, env: [{name: A, value: \"2\"}, {name: B, value: \"3\"}], command: [x, y], resources: {limits: {cpu: 1}}}"
        let result = try Injected(
            pod() + policy("templates: [{template: \(template)}, {template: {name: more, image: m}}]"))
        #expect(result.errors == [])
        try result.checkTheRules()
        guard case .sequence(let containers)? = try result.objects(result.text)[0]["spec"]?["containers"] else {
            return #expect(Bool(false))
        }
        #expect(containers.map { $0["name"]?.text } == ["app", "log", "more"])
        let app = containers[0]
        #expect(app["image"] == .string("a") && app["tty"] == .bool(true) && app["command"] == .strings(["app"]))
        #expect(app["resources"]?["limits"]?["cpu"] == .int(1))
        #expect(
            app["env"]
                == .sequence([
                    .fields(("name", .string("A")), ("value", .string("1"))),
                    .fields(("name", .string("B")), ("value", .string("3"))),
                ]))
    }

    @Test(arguments: ["", ", restartPolicy: Always"])
    func aSidecarThatIsARegularContainerStaysOne(_ more: String) throws {
        let template = "{name: log, image: other, tty: true\(more)}"
        let result = try Injected(pod() + policy("templates: [{template: \(template), as: sidecar}]"))
        #expect(result.errors == [])
        try result.checkTheRules()
        let spec = try #require(try result.objects(result.text)[0]["spec"])
        guard case .sequence(let containers)? = spec["containers"] else { return #expect(Bool(false)) }
        #expect(containers.count == 2 && spec["initContainers"] == nil)
        #expect(containers[1]["tty"] == .bool(true) && containers[1]["restartPolicy"] == nil)
        let warning = try #require(result.run.diagnostics.first)
        #expect(result.run.diagnostics.count == 1 && warning.severity == .warning && warning.location?.line == 12)
        #expect(warning.message == "log is to be a sidecar, but is a regular container of the pod and stays one")
    }

    @Test func aSidecarAmongTheInitContainersBecomesOne() throws {
        let own = pod(rest: "  initContainers: [{name: proxy, image: own}]\n")
        let result = try Injected(own + policy("templates: [{template: \(proxy), as: sidecar}]"))
        #expect(result.run.diagnostics.map(\.text) == [])
        guard case .sequence(let containers)? = try result.objects(result.text)[0]["spec"]?["initContainers"] else {
            return #expect(Bool(false))
        }
        #expect(containers[0]["restartPolicy"] == .string("Always") && containers[0]["image"] == .string("own"))
        try result.checkTheRules()
    }

    @Test func theHigherTemplateOfANameWins() throws {
        let text =
            pod() + policy("templates: [{template: {name: x, image: cluster}}]", kind: "ClusterStartupPolicy")
            + policy("templates: [{template: {name: x, image: own}}]")
        let result = try Injected(text)
        #expect(result.text.contains("image: own") && !result.text.contains("name: x\n    image: cluster"))
        try result.checkTheRules()
    }
}

extension InjectedPod {
    /// What is waited for outside the pod, each once.
    var targets: [String] {
        holds.filter { $0.dependency.kind == .target }.map(\.dependency.name)
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
