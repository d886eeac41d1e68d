import Testing

@testable import Probing

@Suite struct HTTPFuzzTests: HTTPExchanges {
    @Test func randomBytesNeverTrapAndDoNotDependOnTheSplit() throws {
        var generator = SplitMix64(state: 2026)
        for round in 0..<400 {
            let count = Int.random(in: 0...120, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let expectation = try expecting("a[0].b")
            _ = try verdict(bytes, expectation, seed: UInt64(round))
            _ = try verdict([UInt8](ok("").utf8.dropLast(2)) + bytes, expectation, seed: UInt64(round))
            _ = try verdict([UInt8]("HTTP/1.1 200 OK\r\n\r\n".utf8) + bytes, expectation, seed: UInt64(round))
        }
    }

    @Test func damagedResponsesNeverTrapAndDoNotDependOnTheSplit() throws {
        let json = #"{"a":[{"b":"\ud83d\ude00x"}],"c":-1.5e3,"d":[true,false,null]}"#
        let chunked =
            "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;x\r\n\(json.prefix(5))\r\n\(String(json.utf8.count - 5, radix: 16))\r\n\(json.dropFirst(5))\r\n"
            + "0\r\nT: u\r\n\r\n"
        let expectation = try expecting("a[0].b", "😀x")
        var generator = SplitMix64(state: 9110)
        for response in [chunked, ok(json)] {
            #expect(try verdict(response, expectation) == .ready)
            let bytes = [UInt8](response.utf8)
            for round in 0..<400 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let index = Int.random(in: damaged.indices, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: damaged[index] = UInt8.random(in: 0...255, using: &generator)
                    case 1: damaged.remove(at: index)
                    default: damaged.insert(damaged[index], at: index)
                    }
                }
                _ = try verdict(damaged, expectation, seed: UInt64(round))
            }
            for length in bytes.indices { _ = try verdict([UInt8](bytes[..<length]), expectation) }
        }
    }
}
