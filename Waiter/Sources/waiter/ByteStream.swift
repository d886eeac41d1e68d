import CPosix
import CTLS

/// The bytes of one connection, plain or through TLS. Never blocks.
final class ByteStream {
    /// What there is to read.
    enum Reading {
        /// So many bytes, at the start of the buffer.
        case bytes(Int)
        /// Nothing yet.
        case nothing
        /// The peer ended the stream.
        case end
        /// The stream was cut off.
        case reset
        /// TLS failed, for this reason.
        case broken(String)
    }

    /// How far the TLS handshake is.
    enum Handshake {
        case going
        case over
        case failed(String)
    }

    let fd: Int32
    private var session: OpaquePointer?
    private var unsent: [UInt8] = []

    /// Takes over a connected descriptor.
    init(fd: Int32) {
        self.fd = fd
    }

    /// Whether there are bytes that the system did not take yet.
    var wantsWrite: Bool { !unsent.isEmpty }

    /// Goes over to TLS; the session is closed with the stream. Then ``handshake(_:)`` is to be called until it is over.
    func secure(_ session: OpaquePointer) {
        self.session = session
    }

    /// Goes on with the handshake as far as it can.
    func handshake(_ buffer: inout [UInt8]) -> Handshake {
        guard let session else { return .failed("there is no TLS to shake hands for") }
        while true {
            let result = tls_handshake(session)
            takeCiphertext(session)
            flush()
            if result < 0 { return .failed(String(cString: tls_words(session))) }
            if result > 0 { return .over }
            let count = receive(&buffer)
            if count == ByteStream.again { return .going }
            if count > 0 { give(session, buffer, Int(count)) } else { tls_end(session) }
        }
    }

    /// Sends now what the system takes, and the rest when it is writable.
    func send(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return flush() }
        if let session {
            _ = bytes.withUnsafeBufferPointer { tls_write(session, $0.baseAddress, Int64($0.count)) }
            takeCiphertext(session)
        } else {
            unsent += bytes
        }
        flush()
    }

    /// Sends what is left. A server may answer and close before it has read everything: what it said is still to be
    /// read, so a failure shows in ``read(_:)`` and not here.
    func flush() {
        guard !unsent.isEmpty else { return }
        let count = unsent.withUnsafeBufferPointer { px_write(fd, $0.baseAddress, Int64($0.count)) }
        if count == ByteStream.again { return }
        if count < 0 { unsent = [] } else { unsent.removeFirst(Int(count)) }
    }

    /// Reads into the buffer.
    func read(_ buffer: inout [UInt8]) -> Reading {
        guard let session else {
            let count = receive(&buffer)
            if count == ByteStream.again { return .nothing }
            return count > 0 ? .bytes(Int(count)) : count == 0 ? .end : .reset
        }
        // Bounded: records without content must not keep the loop busy.
        for _ in 0..<64 {
            let count = buffer.withUnsafeMutableBufferPointer { tls_read(session, $0.baseAddress, Int64($0.count)) }
            takeCiphertext(session)
            flush()
            if count > 0 { return .bytes(Int(count)) }
            if count == -1 { return .end }
            if count < 0 { return .broken(String(cString: tls_words(session))) }
            let received = receive(&buffer)
            if received == ByteStream.again { return .nothing }
            if received > 0 { give(session, buffer, Int(received)) } else { tls_end(session) }
        }
        return .nothing
    }

    func close() {
        if let session { tls_close(session) }
        session = nil
        px_close(fd)
    }

    private func receive(_ buffer: inout [UInt8]) -> Int64 {
        buffer.withUnsafeMutableBufferPointer { px_read(fd, $0.baseAddress, Int64($0.count)) }
    }

    private func give(_ session: OpaquePointer, _ buffer: [UInt8], _ count: Int) {
        buffer.withUnsafeBufferPointer { tls_give(session, $0.baseAddress, Int64(count)) }
    }

    private func takeCiphertext(_ session: OpaquePointer) {
        var piece = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = piece.withUnsafeMutableBufferPointer { tls_take(session, $0.baseAddress, Int64($0.count)) }
            if count == 0 { return }
            unsent += piece[..<Int(count)]
        }
    }

    static var again: Int64 { Int64(PX_AGAIN) }
}
