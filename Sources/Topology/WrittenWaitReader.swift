import HandWritten
import Kubelet
import Manifests
import Startup

/// Finds the waits that are written by hand in a pod: in the commands of its containers, and in their postStart hooks.
enum WrittenWaitReader {
    static func read(_ pod: Pod) -> [WrittenWait] {
        var found: [WrittenWait] = []
        for (index, container) in pod.all.enumerated() {
            let isInit = index < pod.initContainers.count
            if !container.commandLine.isEmpty || !container.image.isEmpty {
                let words = words(container.node["command"]) + words(container.node["args"])
                found += waits(
                    container, index, isInit ? .initContainer : .container, container.commandLine, words,
                    place: isInit ? .initContainer : .container)
            }
            if case .exec(let argv)? = container.spec.postStart,
                let list = container.node["lifecycle"]?["postStart"]?["exec"]?["command"]
            {
                found += waits(container, index, .postStart, argv, words(list), place: .postStart)
            }
        }
        return found
    }

    private static func words(_ list: Node?) -> [(list: Node, word: Node)] {
        guard let list else { return [] }
        return list.items.map { (list, $0) }
    }

    private static func waits(
        _ container: Container, _ index: Int, _ site: WrittenWait.Site, _ argv: [String],
        _ words: [(list: Node, word: Node)], place: CommandPlace
    ) -> [WrittenWait] {
        WaitRecognition.waits(
            inCommand: argv, image: site == .postStart ? "" : container.image, environment: environment(container),
            place: place
        ).map { wait in
            let position = wait.scriptIndex ?? 0
            let word = words.indices.contains(position) ? words[position] : words.first
            return WrittenWait(
                container: index, site: site, argv: argv, list: word?.list ?? container.node,
                node: word?.word ?? container.node, offset: wait.scriptIndex == nil ? nil : wait.range?.lowerBound,
                wait: wait)
        }
    }

    /// What comes from somewhere else stands for itself, as Kubernetes writes it.
    private static func environment(_ container: Container) -> [String: String] {
        var result: [String: String] = [:]
        for variable in container.environment { result[variable.name] = variable.value ?? "$(\(variable.name))" }
        return result
    }
}
