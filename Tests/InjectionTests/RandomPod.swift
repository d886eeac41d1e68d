import Manifests
import TestSupport

/// A pod that declares something, and how its world behaves.
struct RandomPod {
    var value = Value.null
    var world = VirtualPod.World()
    /// Who needs whom, and what that must have reached.
    var needs: [(dependent: String, dependency: String, condition: String)] = []
    var targets: [String] = []
    var kind = "Pod"

    init(_ random: inout SplitMix64) {
        kind = random.pick(["Pod", "Deployment", "Job", "CronJob", "StatefulSet"])
        let names = Array(
            ["app", "proxy", "log", "migrate", "cache"].shuffled(using: &random).prefix(random.number(1...4)))
        let isFinite = kind == "Job" || kind == "CronJob"
        var completing: Set<String> = []
        for (index, dependent) in names.enumerated().dropFirst() where random.chance(60) {
            let dependency = names[random.number(0...(index - 1))]
            let condition = isFinite && random.chance(30) ? "completed" : random.pick(["ready", "ready", "started"])
            if condition == "completed" { completing.insert(dependency) }
            needs.append((dependent, dependency, condition))
        }
        if random.chance(50) || needs.isEmpty {
            targets = Array(
                ["tcp://db:5432", "http://config:80/x#status=200", "redis://r"].prefix(random.number(1...2)))
        }
        for target in targets { world.targets[target] = random.number(0...80) }
        var containers: [Value] = []
        for (index, name) in names.shuffled(using: &random).enumerated() {
            world.readyAfter[name] = random.number(0...60)
            if completing.contains(name) { world.endsAfter[name] = random.number(60...90) }
            world.ports[9000 + index] = name
            let isAsked = needs.contains { $0.dependency == name && $0.condition == "ready" }
            containers.append(RandomPod.container(name, 9000 + index, isAsked, completing.contains(name), &random))
        }
        var spec: [Value.Field] = [.init("containers", .sequence(containers))]
        if random.chance(30) {
            let setup = Value.fields(
                ("name", .string("setup")), ("image", .string("i")), ("command", .strings(["/setup"])))
            world.endsAfter["setup"] = random.number(0...20)
            spec.insert(.init("initContainers", .sequence([setup])), at: random.number(0...1))
        }
        if isFinite { spec.append(.init("restartPolicy", .string("Never"))) }
        if random.chance(20) { spec.append(.init("volumes", random.chance(30) ? .sequence([]) : RandomPod.volumes)) }
        if random.chance(20) {
            spec.append(.init("securityContext", .fields(("runAsUser", .int(random.pick([0, 1000]))))))
        }
        let template = Value.fields(
            ("metadata", .mapping([.init("annotations", annotations(&random))])), ("spec", .mapping(spec)))
        value = RandomPod.wrap(template, kind)
    }

    private static let volumes = Value.sequence([
        .fields(("name", .string("holdfast")), ("emptyDir", .mapping([]))),
        .fields(("name", .string("data")), ("emptyDir", .mapping([]))),
    ])

    private static func container(
        _ name: String, _ port: Int, _ isAsked: Bool, _ completes: Bool, _ random: inout SplitMix64
    ) -> Value {
        var fields: [Value.Field] = [.init("name", .string(name)), .init("image", .string("registry/\(name):1"))]
        if random.chance(85) || completes {
            fields.append(.init("command", .strings(["/bin/" + name] + (random.chance(40) ? ["-x"] : []))))
        }
        if random.chance(30) { fields.append(.init("args", .strings(["--level", "7", "on"]))) }
        let probe = Value.fields(
            ("tcpSocket", .fields(("port", .int(port)))), ("periodSeconds", .int(random.number(1...9))))
        let command = Value.fields(("exec", .fields(("command", .strings(["test", "-f", "/a b#c%"])))))
        if isAsked { fields.append(.init("readinessProbe", random.chance(30) ? command : probe)) }
        if !completes, random.chance(20) {
            fields.append(
                .init(
                    "startupProbe",
                    .fields(("tcpSocket", .fields(("port", .int(port)))), ("failureThreshold", .int(100)))))
        }
        if random.chance(15) {
            fields.append(
                .init(
                    "volumeMounts", .sequence([.fields(("name", .string("data")), ("mountPath", .string("/holdfast")))])
                ))
        }
        if random.chance(10) {
            fields.append(.init("env", .sequence([.fields(("name", .string("ON")), ("value", .string("yes")))])))
        }
        if random.chance(10) { fields.append(.init("volumeMounts2", .null)) }
        return .mapping(fields)
    }

    private func annotations(_ random: inout SplitMix64) -> Value {
        var fields: [Value.Field] = random.chance(20) ? [.init("note", .string("0777"))] : []
        if !targets.isEmpty { fields.append(.init("holdfast.dev/wait-for", .string(targets.joined(separator: ", ")))) }
        if !needs.isEmpty {
            var containers: [Value.Field] = []
            for name in Set(needs.map(\.dependent)).sorted() {
                let mine = needs.filter { $0.dependent == name }.map {
                    Value.Field($0.dependency, .string($0.condition))
                }
                containers.append(.init(name, .fields(("dependsOn", .mapping(mine)))))
            }
            let startup = Value.fields(("containers", .mapping(containers)))
            let text =
                random.chance(50)
                ? ValueWriter.flow(startup, isJSON: false) : ValueWriter.blockDocument(startup, style: TextStyle())
            fields.append(.init("holdfast.dev/startup", .string(text)))
        }
        if random.chance(60) {
            fields.append(.init("holdfast.dev/strategy", .string(random.pick(["auto", "wrap", "sidecar", "hook"]))))
        }
        return .mapping(fields.shuffled(using: &random))
    }

    private static func wrap(_ template: Value, _ kind: String) -> Value {
        let metadata = Value.Field("metadata", .fields(("name", .string("shop"))))
        switch kind {
        case "Pod":
            guard case .mapping(let fields) = template else { return template }
            return .mapping([.init("apiVersion", .string("v1")), .init("kind", .string("Pod"))] + fields)
        case "CronJob":
            let spec = Value.fields(("jobTemplate", .fields(("spec", .fields(("template", template))))))
            return .mapping([.init("kind", .string(kind)), metadata, .init("spec", spec)])
        default:
            return .mapping([.init("kind", .string(kind)), .init("spec", .fields(("template", template))), metadata])
        }
    }
}
