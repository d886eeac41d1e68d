import Testing

@testable import Authority

/// The promise of `CertificateRotation`, on simulated years: with replicas and API servers that see changes up to 30 s
/// late, leaders that forget and outages of weeks, each served certificate verifies against each bundle in use.
struct TimelineTests {
    @Test(arguments: 1...20)
    func servedVerifiesAgainstTrusted(seed: UInt64) {
        var timeline = Timeline(seed: seed)
        timeline.run(years: 6)
        #expect(timeline.broken == [])
        #expect(timeline.authoritiesMade >= 4)
        #expect(timeline.writes < 200)
    }

    @Test func settlingTooShortBreaks() {
        // The check must be able to fail.
        var broken = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            var timeline = Timeline(seed: seed)
            timeline.rotation.settings.settling = 1
            timeline.run(years: 3)
            broken += timeline.broken.count
        }
        #expect(broken > 0)
    }
}
