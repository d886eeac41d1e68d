import Foundation
import Manifests
import Testing

@testable import CommandSupport

/// Standard input, named pipes and terminals.
@Suite struct PipeTests {
    private func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(Foundation.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private func send(_ text: String, to descriptor: Int32, thenClose: Bool = true) {
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
        if thenClose { close(descriptor) }
    }

    @Test func standardInputIsReadOnce() throws {
        let (input, output) = try pipe()
        defer { close(input) }
        send("a: 1\n", to: output)
        var files = InputFiles(standardInput: input, standardError: -1)
        var report = DiagnosticReport()
        let sources = files.read(["-", "-"], report: &report)
        #expect(sources.map(\.name) == ["<stdin>"])
        #expect(sources.map(\.bytes) == [Array("a: 1\n".utf8)])
        #expect(report.diagnostics.map(\.message) == ["standard input can be read only once"])
        #expect(files.stamps.isEmpty)
    }

    @Test func aClosedStandardInputIsSaid() {
        var files = InputFiles(standardInput: -1, standardError: -1)
        var report = DiagnosticReport()
        #expect(files.read(["-"], report: &report).isEmpty)
        #expect(report.diagnostics.map(\.text) == ["<stdin>: error: cannot be read: Bad file descriptor"])
    }

    /// What Node.js and others leave behind: the reader must wait rather than fail.
    @Test(.timeLimit(.minutes(1))) func aNonBlockingInputIsWaitedFor() throws {
        let (input, output) = try pipe()
        defer { close(input) }
        try #require(fcntl(input, F_SETFL, O_NONBLOCK) == 0)
        let writer = Thread {
            usleep(50_000)
            _ = write(output, "a: 1\n", 5)
            close(output)
        }
        writer.start()
        var files = InputFiles(standardInput: input, standardError: -1)
        var report = DiagnosticReport()
        #expect(files.read(["-"], report: &report).map(\.bytes) == [Array("a: 1\n".utf8)])
        #expect(report.diagnostics.isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func aNamedPipeIsReadWhenItIsNamed() throws {
        let scratch = try Scratch()
        try scratch.write("d/a.yaml")
        let path = scratch.at("d/p.yaml")
        try #require(mkfifo(path, 0o600) == 0)
        let (names, faults) = scratch.read(["d"])
        #expect(names == ["d/a.yaml"])
        #expect(faults == ["warning d/p.yaml: not read: neither a file nor a directory"])
        let writer = Thread {
            let descriptor = open(path, O_WRONLY)
            _ = write(descriptor, "b: 2\n", 5)
            close(descriptor)
        }
        writer.start()
        var files = InputFiles()
        var report = DiagnosticReport()
        // Named twice: a second opening would wait for a writer that never comes.
        #expect(files.read([path, path], report: &report).map(\.bytes) == [Array("b: 2\n".utf8)])
        #expect(files.stamps.isEmpty)
    }

    /// What the shell makes of `<(…)`.
    @Test func anInheritedDescriptorIsReadByItsName() throws {
        let (input, output) = try pipe()
        defer { close(input) }
        send("c: 3\n", to: output)
        var files = InputFiles()
        var report = DiagnosticReport()
        let sources = files.read(["/dev/fd/\(input)"], report: &report)
        #expect(sources.map(\.bytes) == [Array("c: 3\n".utf8)])
        #expect(report.diagnostics.isEmpty)
        #expect(try files.outputPaths(of: sources.map(\.name)) == ["\(input).yaml"])
    }

    @Test(.timeLimit(.minutes(1))) func aTerminalGetsAHint() throws {
        var master: Int32 = -1
        var terminal: Int32 = -1
        try #require(openpty(&master, &terminal, nil, nil, nil) == 0)
        defer {
            close(terminal)
            close(master)
        }
        let (hint, error) = try pipe()
        defer { close(hint) }
        send("a: 1\n\u{4}", to: master, thenClose: false)
        var files = InputFiles(standardInput: terminal, standardError: error)
        var report = DiagnosticReport()
        #expect(files.read(["-"], report: &report).map(\.bytes) == [Array("a: 1\n".utf8)])
        close(error)
        let said = FileHandle(fileDescriptor: hint).readDataToEndOfFile()
        #expect(
            String(decoding: said, as: UTF8.self)
                == "holdfast: reading manifests from the terminal; end with Ctrl-D\n")
    }
}
