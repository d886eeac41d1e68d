import Testing

@testable import Probing

/// Whatever stands in a target, reading it ends in a target or in an error with a cure.
@Suite struct TargetFuzzTests {
    static let valid = [
        "http://config:8080/info?token=x#status=200,204&json=status:UP", "http+unix://%2Frun%2Fx.sock/h#method=HEAD",
        "tcp://[2001:db8::1]:5432#timeout=2m&on-timeout=proceed", "unix:///run/x.sock", "file:/run/ready#nonempty",
        "exec:sh -c echo%20hi", "dns:_x._tcp.db#type=SRV,TXT&min=3", "delay:1m30s",
        "http://a/#header=X-Ready:yes&host=b&body=%7B%22a%22",
    ]

    private func check(_ text: String) {
        do throws(UsageError) {
            let target = try TargetParser.parse(text)
            #expect(!target.name.isEmpty)
            if let timeout = target.timeout { #expect(timeout >= 0) }
            _ = target.endpoint.isLocal
        } catch {
            #expect(!error.message.isEmpty && !error.cure.isEmpty)
        }
    }

    @Test func randomBytes() {
        var generator = SplitMix64(state: 0xBAD)
        let schemes = Array(["", "http://", "tcp://[", "dns:", "exec:", "file:", "delay:", "http+unix://", "unix:"])
        for step in 0..<20_000 {
            let bytes: [UInt8] = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in generator.next() }
            check(schemes[step % schemes.count] + String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func punctuation() {
        var generator = SplitMix64(state: 0xC0FFEE)
        let alphabet = Array(":/?#[]@%&=.,-a1 ".utf8)
        for step in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<24, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            check((step % 2 == 0 ? "http://" : "tcp:") + String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func mutations() {
        var generator = SplitMix64(state: 0xF00D)
        var accepted = 0
        for step in 0..<30_000 {
            var bytes = Array(Self.valid[step % Self.valid.count].utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
                case 2: bytes[place] = UInt8.random(in: 0x21..<0x7F, using: &generator)
                default: bytes.removeSubrange(place...)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            check(text)
            if (try? TargetParser.parse(text)) != nil { accepted += 1 }
        }
        #expect(accepted > 1000)
    }

    /// Nothing of a query reaches a name, wherever the query's own characters stand.
    @Test func queriesStayHidden() throws {
        var generator = SplitMix64(state: 0x5EC)
        let alphabet = Array("/?@:&=.-[]a1".utf8)
        for _ in 0..<5000 {
            let noise = String(
                decoding: (0..<8).compactMap { _ in alphabet.randomElement(using: &generator) }, as: UTF8.self)
            for start in ["http://host/p?", "http://host?", "http:host:80?", "http+unix://%2Fs/p?"] {
                guard let target = try? TargetParser.parse(start + noise + "s3cret" + noise) else { continue }
                #expect(!target.name.contains("s3cret"))
                #expect(target.name == start + "…")
            }
        }
    }
}
