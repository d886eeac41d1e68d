import NIOSSL
import Synchronization
import Testing
import WebhookServer

@Suite(.timeLimit(.minutes(1))) struct WebhookServerTests {
    @Test func reviewsAreAnsweredOnOneConnection() async throws {
        try await RunningServer.run { server in
            try await Wire.open(server.port, server.tls) { wire in
                for index in 0..<3 {
                    try await wire.post("/mutate?timeout=5s", "review \(index)")
                    let answer = try await wire.answer()
                    #expect(answer?.status == 200 && answer?.body == "review \(index)")
                    #expect(answer?.head.contains("content-type: application/json") == true)
                }
                try await wire.post("/validate", "x")
                #expect(try await wire.answer()?.status == 400)
                try await wire.post("/mutate", "again", "expect: 100-continue\r\n")
                #expect(try await wire.answer()?.status == 100)
                #expect(try await wire.answer()?.body == "again")
            }
            let served = #"holdfast_admission_requests_total{allowed="true",kind="Pod",patched="false"} 4"#
            #expect(await server.measures(served))
            #expect(await server.measures(#"holdfast_admission_rejected_total{reason="malformed"} 1"#))
            #expect(await server.measures(#"holdfast_admission_duration_seconds_count{webhook="mutate"} 4"#))
            #expect(await server.measures("holdfast_admission_in_flight 0"))
            #expect(await server.measures("holdfast_webhook_connections 0"))
        }
    }

    static let bad: [(String, Int, String)] = [
        (
            "POST /mutate/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}", 404,
            "path"
        ),
        ("GET /mutate HTTP/1.1\r\nhost: x\r\n\r\n", 405, "method"),
        ("POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}", 415, "content_type"),
        (
            "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: text/json\r\ncontent-length: 2\r\n\r\n{}", 415,
            "content_type"
        ),
        (
            "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n"
                + "content-length: 2\r\n\r\n{}", 415, "content_type"
        ),
        (
            "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n{",
            413,
            "size"
        ),
        (
            "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                + "fff\r\n" + String(repeating: "x", count: 0xfff) + "\r\n0\r\n\r\n", 413, "size"
        ),
        ("NONSENSE\r\n\r\n", 400, ""),
        ("GET / HTTP/1.1\r\nx: " + String(repeating: "x", count: 100_000) + "\r\n\r\n", 400, ""),
    ]

    @Test(arguments: bad) func badRequestsAreToldSoAndClosed(
        _ request: String, _ status: Int, _ reason: String
    ) async throws {
        try await RunningServer.run({ $0.limits.body = 1000 }) { server in
            try await Wire.open(server.port, server.tls) { wire in
                try await wire.send(request)
                let answer = try await wire.answer()
                #expect(answer?.status == status)
                #expect(answer?.head.contains("connection: close") == true)
                #expect(try await wire.answer() == nil)
            }
            if !reason.isEmpty {
                #expect(await server.measures("holdfast_admission_rejected_total{reason=\"\(reason)\"} 1"))
            }
            try await Wire.open(server.port, server.tls) { wire in
                try await wire.post("/mutate", "x")
                #expect(try await wire.answer()?.status == 200)
            }
        }
    }

    @Test func aHugeBodyIsRefusedWhileItIsSent() async throws {
        try await RunningServer.run { server in
            try await Wire.open(server.port, server.tls) { wire in
                try await wire.send(
                    "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 20000000\r\n\r\n"
                )
                let megabyte = String(repeating: "x", count: 1 << 20)
                for _ in 0..<4 { try await wire.send(megabyte) }
                #expect(try await wire.answer()?.status == 413)
            }
        }
    }

    @Test(arguments: [
        "", "P", "POST /mutate HTTP/1.1\r\nhost: x\r\n",
        "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
    ]) func slowClientsAreCut(_ beginning: String) async throws {
        try await RunningServer.run({
            $0.limits.requestTime = .milliseconds(150)
            // On a busy machine a client may take longer than that before its first byte.
            $0.limits.idleTime = beginning.isEmpty ? .milliseconds(100) : .seconds(60)
        }) { server in
            try await Wire.open(server.port, server.tls) { wire in
                // What is cut already cannot be sent any more.
                for byte in beginning { try? await wire.send(String(byte)) }
                while let answer = try? await wire.answer() { #expect(answer.status == 400) }
            }
            if !beginning.isEmpty {
                #expect(await server.measures(#"holdfast_admission_rejected_total{reason="slow"} 1"#))
            }
            #expect(await server.measures("holdfast_admission_in_flight 0"))
        }
    }

    @Test func aHandshakeThatDoesNotComeIsCut() async throws {
        try await RunningServer.run({ $0.limits.handshakeTime = .milliseconds(50) }) { server in
            try await Wire.open(server.port) { wire in
                let answer = try await wire.answer()
                #expect(answer == nil)
            }
            try await Wire.open(server.port) { wire in
                try? await wire.post("/mutate", "plain")
                _ = try? await wire.answer()
            }
            #expect(await server.measures("holdfast_webhook_connections 0"))
        }
    }

    @Test func connectionsAreLimited() async throws {
        try await RunningServer.run({ $0.limits.connections = 1 }) { server in
            try await Wire.open(server.port, server.tls) { first in
                try await first.post("/mutate", "x")
                #expect(try await first.answer()?.status == 200)
                try? await Wire.open(server.port, server.tls) { second in
                    try await second.post("/mutate", "x")
                    #expect(try await second.answer() == nil)
                }
                try await first.post("/mutate", "x")
                #expect(try await first.answer()?.status == 200)
            }
            #expect(await server.measures(#"holdfast_admission_rejected_total{reason="connections"} 1"#))
        }
    }

    @Test func requestsAndTheirBytesAreLimited() async throws {
        try await RunningServer.run({ $0.limits.requests = 1 }) { server in
            try await Wire.open(server.port, server.tls) { first in
                try await first.send(
                    "POST /mutate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n")
                #expect(await server.measures("holdfast_admission_in_flight 1"))
                try await Wire.open(server.port, server.tls) { second in
                    try await second.post("/mutate", "x")
                    let answer = try await second.answer()
                    #expect(answer?.status == 503 && answer?.head.contains("retry-after: 1") == true)
                }
                try await first.send("x")
                #expect(try await first.answer()?.status == 200)
            }
        }
        try await RunningServer.run({ $0.limits.buffered = 10 }) { server in
            for _ in 0..<2 {
                try await Wire.open(server.port, server.tls) { wire in
                    try await wire.post("/mutate", "0123456789")
                    #expect(try await wire.answer()?.status == 200)
                    try await wire.post("/mutate", "0123456789x")
                    #expect(try await wire.answer()?.status == 503)
                }
            }
            #expect(await server.measures(#"holdfast_admission_rejected_total{reason="memory"} 2"#))
        }
    }

    @Test func aNewCertificateIsShownWithoutAFailedRequest() async throws {
        let (old, new) = (try TestCertificate(), try TestCertificate())
        let onlyNew = try TestCertificate.client([new])
        try await RunningServer.run(certificate: old, trusted: [new]) { server in
            try await Wire.open(server.port, server.tls) { standing in
                try await standing.post("/mutate", "before")
                #expect(try await standing.answer()?.body == "before")
                // Who trusts the new one only gets nothing yet. The handshake fails while the request waits to be sent.
                let answer = try? await Wire.open(server.port, onlyNew) { wire in
                    try await wire.post("/mutate", "x")
                    return try await wire.answer()?.status
                }
                #expect(answer.flatMap(\.self) == nil)
                #expect(throws: CertificateError.mismatch) {
                    try server.certificates.update(chainPEM: new.chainPEM, keyPEM: old.keyPEM)
                }
                #expect(throws: CertificateError.unreadableChain) {
                    try server.certificates.update(chainPEM: [], keyPEM: old.keyPEM)
                }
                #expect(throws: CertificateError.unreadableKey) {
                    try server.certificates.update(chainPEM: new.chainPEM, keyPEM: new.chainPEM)
                }
                try server.certificates.update(chainPEM: new.chainPEM, keyPEM: new.keyPEM)
                for index in 0..<20 {
                    try await standing.post("/mutate", "standing \(index)")
                    #expect(try await standing.answer()?.body == "standing \(index)")
                    try await Wire.open(server.port, onlyNew) { wire in
                        try await wire.post("/mutate", "new \(index)")
                        #expect(try await wire.answer()?.body == "new \(index)")
                    }
                }
            }
        }
    }
}
