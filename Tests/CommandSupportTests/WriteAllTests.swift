import Foundation
import Testing

@testable import CommandSupport

/// Bytes to a descriptor.
@Suite struct WriteAllTests {
    private func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(Foundation.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    /// More than a pipe holds, and a writer that is told to come back.
    @Test(.timeLimit(.minutes(1)), arguments: [false, true]) func everythingArrives(nonBlocking: Bool) throws {
        let (input, output) = try pipe()
        if nonBlocking { try #require(fcntl(output, F_SETFL, O_NONBLOCK) == 0) }
        let bytes = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let writer = Thread {
            try? OutputFiles.writeAll(fd: output, bytes)
            close(output)
        }
        writer.start()
        let read = FileHandle(fileDescriptor: input, closeOnDealloc: true).readDataToEndOfFile()
        #expect([UInt8](read) == bytes)
    }

    /// If the signal came through, this process would be gone.
    @Test func aReaderThatHasGoneIsNoSignal() throws {
        let (input, output) = try pipe()
        close(input)
        defer { close(output) }
        for _ in 0..<2 {
            #expect(throws: OutputError.closedPipe) { try OutputFiles.writeAll(fd: output, [1, 2, 3]) }
        }
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        #expect(sigismember(&mask, SIGPIPE) == 0)
        var pending = sigset_t()
        sigpending(&pending)
        #expect(sigismember(&pending, SIGPIPE) == 0)
    }

    @Test(.enabled(if: access("/dev/full", W_OK) == 0, "only Linux has /dev/full"))
    func aFullDeviceIsSaid() {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let error = #expect(throws: OutputError.self) { try OutputFiles.writeAll(fd: full, [1]) }
        #expect(
            error?.diagnostic.text
                == "<descriptor \(full)>: error: cannot be written: No space left on device")
    }

    @Test func nothingIsNothing() throws {
        try OutputFiles.writeAll(fd: -1, [])
        #expect(throws: OutputError.self) { try OutputFiles.writeAll(fd: -1, [1]) }
    }
}
