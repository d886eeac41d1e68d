/// What the pods of a run share.
final class RunContext {
    let commands: CommandBuilder
    let hostsFile: String?
    private let view: any RunView
    private let log: RunLog?
    private var buried: [LocalProcess] = []
    private var saidHosts = false
    var now: Duration = .zero

    init(commands: CommandBuilder, hostsFile: String?, view: any RunView, log: RunLog?) {
        self.commands = commands
        self.hostsFile = hostsFile
        self.view = view
        self.log = log
    }

    func show(_ event: RunEvent) {
        view.show(event)
        log?.write(event)
    }

    func warnAboutHosts(_ why: String) {
        guard !saidHosts else { return }
        saidHosts = true
        show(
            RunEvent(
                time: now, pod: "", container: "", kind: .note,
                text: "names of Services are not known to the containers here (\(why)); add them to /etc/hosts"))
    }

    /// Keepers end a moment after they have said so.
    func bury(_ process: LocalProcess) {
        buried.append(process)
    }

    func collect() {
        buried.removeAll { $0.reap() }
    }
}
