import Probing

/// Times as people and the waiter write them.
public enum TimeWord {
    /// The shortest of `90s`, `5m`, `1h`, `1500ms` that is exact; `0` stands for ever.
    public static func text(_ time: Milliseconds) -> String {
        if time == 0 { return "0" }
        for (unit, length) in [("h", 3_600_000), ("m", 60_000), ("s", 1000)] as [(String, Milliseconds)]
        where time % length == 0 {
            return "\(time / length)\(unit)"
        }
        return "\(time)ms"
    }
}
