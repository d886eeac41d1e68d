import ArgumentParser
import CommandSupport
import Foundation

/// What commands say on standard output, beside it, and when they cannot.
enum StandardOutput {
    /// Writes all of it, or ends the command.
    static func write(_ bytes: [UInt8]) throws {
        do throws(OutputError) {
            try OutputFiles.writeAll(fd: 1, bytes)
        } catch {
            // Whoever read the other end has seen enough.
            if error == .closedPipe { throw ExitCode(141) }
            try fail(error)
        }
    }

    /// A remark on standard error.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data("holdfast: \(text)\n".utf8))
    }

    /// Does it, or ends the command.
    static func failing<Result>(_ body: () throws(OutputError) -> Result) throws -> Result {
        do throws(OutputError) {
            return try body()
        } catch {
            try fail(error)
        }
    }

    /// Says why something was not written, and ends the command.
    static func fail(_ error: OutputError) throws -> Never {
        var report = DiagnosticReport()
        report.add([error.diagnostic])
        report.print()
        throw ExitCode(2)
    }
}
