import Manifests
import Rendering

extension Value {
    /// A length of time; `null` for never.
    static func milliseconds(_ duration: Duration?) -> Value {
        duration.map { .int(Int($0.wholeMilliseconds)) } ?? .null
    }
}
