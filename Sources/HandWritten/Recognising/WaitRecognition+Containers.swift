import Kubelet
import Startup

extension WaitRecognition {
    /// The waits of a container's command.
    public static func waits(in container: Container, place: CommandPlace) -> [HandWrittenWait] {
        waits(
            inCommand: container.commandLine, image: container.image, environment: environment(of: container),
            place: place)
    }

    /// The waits of its postStart hook: none when it has none, or one that runs no command.
    public static func waits(inHookOf container: Container) -> [HandWrittenWait] {
        guard case .exec(let words)? = container.spec.postStart else { return [] }
        return waits(inCommand: words, image: "", environment: environment(of: container), place: .postStart)
    }

    /// A container's variables as ``waits(inCommand:image:environment:place:)`` takes them: those that come from
    /// elsewhere as `$(NAME)`. Those of `envFrom` are not known by name.
    public static func environment(of container: Container) -> [String: String] {
        var environment: [String: String] = [:]
        for variable in container.environment {
            environment[variable.name] = variable.value.map { expanded($0, environment) } ?? "$(\(variable.name))"
        }
        return environment
    }
}
