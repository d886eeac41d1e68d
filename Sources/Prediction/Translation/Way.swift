import Rendering

/// How a pod's start is ordered: as it is, as people do it, or as Holdfast does it.
public enum Way: Hashable, Sendable {
    /// As the manifests stand: whatever waits in them waits.
    case today
    /// The same without any wait: what holding is measured against.
    case unheld
    /// A sleep in front of every command that needs something.
    case sleep(Duration)
    /// An init container with `until curl …; do sleep …; done` for the targets.
    case initLoop(pause: Duration)
    /// Dependencies first, each with a postStart hook as Istio has it: every 500 ms, for 60 s, and then it gives up.
    case hooks
    /// Istio's own hold, which is about its proxy alone.
    case istioHold
    /// What is declared is carried out; waits that were written by hand stay as they are.
    case declared
    /// Holdfast's plan: as declared, and where nothing is, as hand-written waits mean it.
    case plan
    /// Holdfast with the strategy `wrap` wherever it can.
    case wrap

    /// What a comparison shows.
    public static let compared: [Way] = [
        .today, .sleep(.seconds(30)), .initLoop(pause: .seconds(2)), .hooks, .istioHold, .plan, .wrap,
    ]

    /// In a few words.
    public var title: String {
        switch self {
        case .today: "as it is today"
        case .unheld: "without any hold"
        case .sleep(let time): "sleep \(DurationText.format(time))"
        case .initLoop(let pause): "init container, loop every \(DurationText.format(pause))"
        case .hooks: "container first, postStart hook"
        case .istioHold: "Istio's hold"
        case .declared: "as declared"
        case .plan: "Holdfast's plan"
        case .wrap: "Holdfast, wrap"
        }
    }
}
