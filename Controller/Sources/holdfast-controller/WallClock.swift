import Authority
import JSONLogging
import KubernetesAPI

/// The wall clock, for what has to be compared with other machines' clocks: certificates and what people read.
enum WallClock {
    @Sendable static func moment() -> Moment { Moment(seconds: WallTime.now().milliseconds / 1000) }
    @Sendable static func text() -> String { MicroTime.text(sinceEpoch()) }
    @Sendable static func sinceEpoch() -> Duration { .milliseconds(WallTime.now().milliseconds) }
}
