import Foundation
import TestSupport
import Testing

@testable import KubernetesAPI

struct MicroTimeTests {
    @Test(arguments: [
        (Duration.zero, "1970-01-01T00:00:00.000000Z"),
        (.seconds(951_782_400) + .microseconds(1), "2000-02-29T00:00:00.000001Z"),
        (.seconds(4_107_542_399), "2100-02-28T23:59:59.000000Z"),
        (.seconds(4_107_542_400), "2100-03-01T00:00:00.000000Z"),
        (.seconds(-5), "1970-01-01T00:00:00.000000Z"), (.seconds(253_402_300_800), "9999-12-31T23:59:59.000000Z"),
        (.nanoseconds(1_764_111_600_123_456_789), "2025-11-25T23:00:00.123456Z"),
    ])
    func texts(_ time: Duration, _ text: String) { #expect(MicroTime.text(time) == text) }

    @Test func everyDateIsFoundations() {
        var random = SplitMix64(seed: 1)
        let format = Date.ISO8601FormatStyle()
        for _ in 0..<2000 {
            let seconds = random.number(0...253_402_300_799)
            let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(format)
            #expect(MicroTime.text(.seconds(seconds)) == expected.dropLast() + ".000000Z")
        }
    }
}
