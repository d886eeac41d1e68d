import Kubelet
import TestSupport

@testable import Prediction

/// Pods that need each other, targets and Services at random: some start, some never do.
enum RandomCluster {
    static func make(_ random: inout SplitMix64) -> ([ModelPod], World) {
        let count = Int.random(in: 1...4, using: &random)
        var world = World()
        for index in 0..<count {
            world.services.append(
                ModelService(
                    "s\(index)", members: [.init(pod: index, container: 0)],
                    publishesNotReady: Bool.random(using: &random)))
        }
        world.targets = ["x": time(40, &random), "y": .zero]
        return ((0..<count).map { pod("p\($0)", count, &random) }, world)
    }

    private static func time(_ seconds: Int, _ random: inout SplitMix64) -> Duration {
        .milliseconds(Int.random(in: 0...seconds * 1000, using: &random))
    }

    private static func pod(_ name: String, _ count: Int, _ random: inout SplitMix64) -> ModelPod {
        var initContainers: [ContainerSpec] = []
        var containers: [ContainerSpec] = []
        for index in 0..<Int.random(in: 1...4, using: &random) {
            var spec = ContainerSpec("c\(index)")
            for kind in ProbeKind.allCases where Int.random(in: 0..<3, using: &random) == 0 {
                spec.probes[kind] = ProbeSpec(
                    Bool.random(using: &random) ? .tcpSocket(host: nil, port: 1) : .exec(["x"]),
                    initialDelay: Int.random(in: 0...5, using: &random),
                    period: Int.random(in: 1...7, using: &random),
                    successThreshold: kind == .readiness ? Int.random(in: 1...3, using: &random) : 1,
                    failureThreshold: Int.random(in: 1...20, using: &random))
            }
            if Int.random(in: 0..<4, using: &random) == 0 { spec.postStart = .exec(["x"]) }
            if index > 0, Bool.random(using: &random) {
                spec.isRestartable = Bool.random(using: &random)
                initContainers.append(spec)
            } else {
                containers.append(spec)
            }
        }
        let spec = PodSpec(
            name: name, initContainers: initContainers, containers: containers,
            restartPolicy: [.always, .always, .onFailure, .never][Int.random(in: 0..<4, using: &random)])
        let models = spec.all.enumerated().map { index, container in
            model(isInit: spec.isInit(index) && !container.isRestartable, count, spec.all.count, &random)
        }
        return ModelPod(spec, containers: models, admitted: time(3, &random))
    }

    private static func model(isInit: Bool, _ pods: Int, _ containers: Int, _ random: inout SplitMix64)
        -> ModelContainer
    {
        var run = ProgramRun(readyAfter: time(12, &random))
        if Bool.random(using: &random) { run.listensAfter = time(5, &random) }
        if isInit || Int.random(in: 0..<5, using: &random) == 0 {
            run.endsAfter = time(isInit ? 5 : 60, &random)
            run.code = Int.random(in: 0..<4, using: &random) == 0 ? 1 : 0
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            run.needs = [need(pods, containers, &random)]
            run.crashesAfter = time(4, &random)
        }
        var model = ModelContainer([.run(run)])
        if Int.random(in: 0..<3, using: &random) == 0 {
            model.program.insert(
                .wait(Wait([need(pods, containers, &random), need(pods, containers, &random)])), at: 0)
        }
        model.postStart =
            Bool.random(using: &random) ? [.pause(time(10, &random))] : [.wait(Wait([need(pods, containers, &random)]))]
        model.pull = time(3, &random)
        return model
    }

    private static func need(_ pods: Int, _ containers: Int, _ random: inout SplitMix64) -> Need {
        let pod = Int.random(in: 0..<pods, using: &random)
        let state = ProgramState(rawValue: Int.random(in: 0..<4, using: &random)) ?? .started
        let signals: [Signal] = [
            .target("x"), .target("y"), .target("z"), .podReady(pod), .succeeded(pod: pod),
            .service(pod, .answering), .service(pod, .endpoint),
            .own(Int.random(in: 0..<containers, using: &random), state),
        ]
        let asking: [Asking] = [.waiterRemote, .waiterLoopback, .every(.seconds(2)), .watch(lag: .milliseconds(30))]
        return Need(
            signals[Int.random(in: 0..<signals.count, using: &random)], "n",
            asking: asking[Int.random(in: 0..<asking.count, using: &random)],
            deadline: [nil, .zero, .seconds(20)][Int.random(in: 0..<3, using: &random)],
            onTimeout: [.fail, .fail, .proceed, .block][Int.random(in: 0..<4, using: &random)])
    }
}
