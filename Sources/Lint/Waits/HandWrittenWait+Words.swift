import HandWritten
import Probing
import Startup

extension HandWrittenWait {
    /// What is waited for, with ` for ` before it: ` for tcp://db:5432 and tcp://kafka:9092`; empty when it is not known.
    var objectText: String {
        let names = targets.compactMap(\.meant)
        return names.isEmpty ? "" : " for " + names.joined(separator: needsAll ? " and " : " or ")
    }

    /// After how long it gives up: `after 60s`, or in words where it could not be counted out.
    var endText: String {
        deadline.map { "after \(TimeWord.text($0))" } ?? "in the end"
    }
}

extension WaitTarget {
    /// `db:5432`, or what is known of it.
    var address: String {
        guard let host else { return meant ?? "the target" }
        return port.map { "\(host):\($0)" } ?? host
    }
}
