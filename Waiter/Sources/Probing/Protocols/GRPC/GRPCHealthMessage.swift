/// The messages of gRPC health checking (grpc/health/v1/health.proto) as protocol buffers in gRPC's framing.
enum GRPCHealthMessage {
    /// A `HealthCheckRequest` for a service; the empty name asks for the server as a whole.
    static func request(_ service: String) -> [UInt8] {
        var message: [UInt8] = []
        if !service.utf8.isEmpty {
            message = [0x0A] + LEB128.bytes(service.utf8.count) + service.utf8
        }
        return [0] + Bytes.bigEndian(message.count, 4) + message
    }

    /// The `status` of a `HealthCheckResponse`, without framing; `nil` where the message is malformed.
    ///
    /// A field with the default value 0 is not sent.
    static func status(_ message: ArraySlice<UInt8>) -> UInt64? {
        var reader = ByteReader(message)
        var status: UInt64 = 0
        while !reader.isEmpty {
            guard let tag = LEB128.read(&reader) else { return nil }
            switch tag & 7 {
            case 0:
                guard let value = LEB128.read(&reader) else { return nil }
                if tag >> 3 == 1 { status = value }
            case 1: if reader.bytes(8) == nil { return nil }
            case 2:
                guard let count = LEB128.read(&reader), reader.bytes(Int(clamping: count)) != nil else { return nil }
            case 5: if reader.bytes(4) == nil { return nil }
            default: return nil
            }
        }
        return status
    }
}
