import CLocalRun
import Glibc
import Kubelet

/// A process of a container and all that it starts, under a keeper.
final class LocalProcess {
    /// What it is for.
    enum Purpose: Hashable {
        case main(ContainerIndex)
        case hook(ContainerIndex, HookKind)
        case probe(ContainerIndex, ProbeKind)

        var container: ContainerIndex {
            switch self {
            case .main(let index), .hook(let index, _), .probe(let index, _): index
            }
        }
    }

    /// What happened to it.
    enum Report {
        case started
        /// The container cannot see the services' names; the error says why.
        case withoutHosts(String)
        case failed(String)
        case exited(Int)
    }

    /// A line that it wrote.
    struct Line {
        var isError: Bool
        var text: String
    }

    let purpose: Purpose
    /// When it is killed because its time is up; `nil` for never.
    let deadline: Duration?
    private var child: holdfast_child
    private var outputs: [(fd: Int32, isError: Bool, splitter: LineSplitter)]
    private(set) var lastLine = ""
    private(set) var isOver = false

    /// Starts it. Throws what the system says when it cannot even try.
    init(_ command: LocalCommand, purpose: Purpose, deadline: Duration?, hostsFile: String?) throws(SystemError) {
        self.purpose = purpose
        self.deadline = deadline
        let out = try Descriptors.pipe()
        let error = try Descriptors.pipe()
        var child = holdfast_child()
        let result = CStrings.with(command.arguments) { arguments in
            CStrings.with(command.environment) { environment in
                CStrings.with([command.arguments.first ?? "", command.directory, hostsFile ?? ""]) { strings in
                    var spawn = holdfast_spawn()
                    spawn.program = UnsafePointer(strings[0])
                    spawn.argv = UnsafePointer(arguments)
                    spawn.envp = UnsafePointer(environment)
                    spawn.cwd = UnsafePointer(strings[1])
                    spawn.hosts_file = hostsFile == nil ? nil : UnsafePointer(strings[2])
                    spawn.stdout_fd = out.write
                    spawn.stderr_fd = error.write
                    return holdfast_spawn(&spawn, &child)
                }
            }
        }
        close(out.write)
        close(error.write)
        self.child = child
        outputs = [(out.read, false, LineSplitter()), (error.read, true, LineSplitter())]
        if result != 0 {
            close(out.read)
            close(error.read)
            throw SystemError("start a process", result)
        }
    }

    /// What to poll.
    var descriptors: [Int32] { (isOver ? [] : [child.status_fd]) + outputs.map(\.fd) }

    /// Sends a signal to the main process; SIGKILL ends everything.
    func signal(_ number: Int32) {
        if !isOver { _ = holdfast_keeper_signal(child.status_fd, number) }
    }

    /// Reads what is there. Output is complete before an exit is reported.
    func read() -> (lines: [Line], reports: [Report]) {
        var lines = readOutput()
        var reports: [Report] = []
        while !isOver {
            var report = holdfast_report()
            let result = holdfast_next_report(child.status_fd, &report)
            if result == 0 { break }
            if result < 0 {
                over()
                reports.append(.exited(137))
                break
            }
            switch report.kind {
            case HOLDFAST_STARTED: reports.append(.started)
            case HOLDFAST_WARNING_HOSTS: reports.append(.withoutHosts(SystemError.text(report.value)))
            case HOLDFAST_EXEC_FAILED:
                over()
                let what = report.flags == HOLDFAST_STAGE_CWD ? "its working directory: " : ""
                reports.append(.failed(what + SystemError.text(report.value)))
            default:
                over()
                reports.append(.exited(Int(report.value)))
            }
        }
        if isOver {
            lines += readOutput()
            closeOutputs(&lines)
        }
        if let last = lines.last { lastLine = last.text }
        return (lines, reports)
    }

    private func readOutput() -> [Line] {
        var lines: [Line] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var closed: [Int] = []
        for index in outputs.indices {
            // A container that writes without end must not keep the loop from everyone else.
            for _ in 0..<16 {
                let count = Glibc.read(outputs[index].fd, &buffer, buffer.count)
                if count == 0 {
                    // Closed by a container that goes on, as daemons do: polled on, it would be readable for ever.
                    closed.append(index)
                    break
                }
                guard count > 0 else { break }
                for text in outputs[index].splitter.take(buffer[..<count]) {
                    lines.append(Line(isError: outputs[index].isError, text: text))
                }
            }
        }
        for index in closed.reversed() { finishOutput(index, &lines) }
        return lines
    }

    private func over() {
        isOver = true
        close(child.status_fd)
    }

    private func closeOutputs(_ lines: inout [Line]) {
        while !outputs.isEmpty { finishOutput(0, &lines) }
    }

    private func finishOutput(_ index: Int, _ lines: inout [Line]) {
        var output = outputs.remove(at: index)
        if let rest = output.splitter.finish() { lines.append(Line(isError: output.isError, text: rest)) }
        close(output.fd)
    }

    /// Whether the keeper was collected; ask again until it is.
    func reap() -> Bool { holdfast_reap_keeper(child.keeper_pid) == 1 }
}
