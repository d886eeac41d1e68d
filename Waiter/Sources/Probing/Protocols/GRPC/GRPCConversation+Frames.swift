/// What frames mean to a health check.
extension GRPCConversation {
    /// Takes a frame off the front; `nil` where it is not whole yet or the verdict is out.
    mutating func nextFrame(_ reader: inout ByteReader) -> HTTP2Frame? {
        var ahead = reader
        guard let length = ahead.bigEndian(3), let kind = ahead.byte(), let flags = ahead.byte(),
            let stream = ahead.bigEndian(4)
        else { return nil }
        // The highest bit of a stream's number is reserved and means nothing.
        var frame = HTTP2Frame(kind: kind, flags: flags, stream: Int(stream & 0x7FFF_FFFF))
        guard length <= HTTP2Frame.payloadLimit else {
            broken(frame)
            return nil
        }
        guard let payload = ahead.bytes(Int(length)) else { return nil }
        frame.payload = payload
        reader = ahead
        return frame
    }

    mutating func handle(_ frame: HTTP2Frame) {
        // Nothing may come between the frames of a header block (RFC 9113 section 4.3).
        if block != nil, frame.kind != HTTP2Frame.Kind.continuation { return broken(frame) }
        switch frame.kind {
        case HTTP2Frame.Kind.data, HTTP2Frame.Kind.headers, HTTP2Frame.Kind.continuation:
            guard frame.stream == 1, readAnswer(frame) else { return broken(frame) }
        case HTTP2Frame.Kind.resetStream: readReset(frame)
        case HTTP2Frame.Kind.settings:
            guard frame.stream == 0, frame.payload.count % 6 == 0 else { return broken(frame) }
            acknowledge(frame, with: [])
        case HTTP2Frame.Kind.ping:
            guard frame.stream == 0, frame.payload.count == 8 else { return broken(frame) }
            acknowledge(frame, with: frame.payload)
        case HTTP2Frame.Kind.goAway: readGoAway(frame)
        case HTTP2Frame.Kind.pushPromise: broken(frame)
        // Priorities, windows (the request is sent already) and what is unknown.
        default: break
        }
    }

    mutating func broken(_ frame: HTTP2Frame) {
        decide(.notReady("the server breaks the rules of HTTP/2: a wrong " + frame.kindName + " frame"))
    }

    mutating func acknowledge(_ frame: HTTP2Frame, with payload: ArraySlice<UInt8>) {
        if frame.has(HTTP2Frame.Flags.ack) { return }
        reply += HTTP2Frame(kind: frame.kind, flags: HTTP2Frame.Flags.ack, payload: payload).bytes
    }

    /// A frame of the answer's stream; `false` where it must not come here, or not like this.
    mutating func readAnswer(_ frame: HTTP2Frame) -> Bool {
        if frame.kind == HTTP2Frame.Kind.continuation {
            guard let block else { return false }
            return readBlock(block + frame.payload, frame)
        }
        guard let content = frame.content else { return false }
        if frame.kind == HTTP2Frame.Kind.headers {
            blockIsEnd = frame.has(HTTP2Frame.Flags.endStream)
            return readBlock(Array(content), frame)
        }
        guard answer.hasHead else { return false }
        if let reason = answer.add(content) {
            decide(.notReady(reason))
        } else if frame.has(HTTP2Frame.Flags.endStream) {
            decide(answer.verdict)
        }
        return true
    }

    mutating func readBlock(_ bytes: [UInt8], _ frame: HTTP2Frame) -> Bool {
        if bytes.count > Self.blockLimit {
            decide(.notReady("the headers are larger than 64 KiB"))
            return true
        }
        guard frame.has(HTTP2Frame.Flags.endHeaders) else {
            block = bytes
            return true
        }
        block = nil
        // Headers behind the body are trailers, which end the answer.
        if answer.hasHead, !blockIsEnd { return false }
        guard let fields = decoder.decode(bytes[...]) else {
            decide(.notReady("the server's HTTP/2 headers are malformed or too large"))
            return true
        }
        if let reason = answer.add(fields, isEnd: blockIsEnd) {
            decide(.notReady(reason))
        } else if blockIsEnd {
            decide(answer.verdict)
        }
        return true
    }

    mutating func readReset(_ frame: HTTP2Frame) {
        var reader = ByteReader(frame.payload)
        guard let code = reader.bigEndian(4), reader.isEmpty, frame.stream == 1 else { return broken(frame) }
        decide(.notReady("the server breaks the call off: " + HTTP2Frame.errorName(code)))
    }

    /// The server ends the connection; where nothing is wrong it still answers the streams up to the one it names.
    mutating func readGoAway(_ frame: HTTP2Frame) {
        var reader = ByteReader(frame.payload)
        guard let last = reader.bigEndian(4), let code = reader.bigEndian(4), frame.stream == 0 else {
            return broken(frame)
        }
        var text = "the server ends the connection: " + HTTP2Frame.errorName(code)
        if !reader.isEmpty { text += " (" + ShownText.plain(reader.rest) + ")" }
        if code == 0, last & 0x7FFF_FFFF >= 1 {
            farewell = text
        } else {
            decide(.notReady(text))
        }
    }
}
