import Manifests
import Probing

/// One `--assume`: what it is about, and the times.
public struct Assumption: Equatable, Sendable {
    /// What it is about.
    public enum Subject: Hashable, Sendable {
        /// `*`: every container.
        case everything
        /// `app`: every container of this name.
        case container(String)
        /// `deployment/shop`, `deployment/shop/app`: a workload's containers, or one of them.
        case workload(String, container: String?)
        /// `http://apollo:8080`: something outside.
        case target(String)

        /// The narrower one counts more.
        var rank: Int {
            switch self {
            case .everything: 0
            case .container: 1
            case .workload(_, nil): 2
            case .workload: 3
            case .target: 4
            }
        }

        /// Whether it is about this container.
        func covers(title: String, container name: String) -> Bool {
            switch self {
            case .everything: true
            case .container(let own): own == name
            case .workload(let own, let container): own == title && (container ?? name) == name
            case .target: false
            }
        }
    }

    /// As it was written.
    public var text: String
    /// What it is about.
    public var subject: Subject
    /// The times that it gives.
    public var times: [AssumedKey: AssumedTime]

    /// Reads `NAME=KEY:TIME,…`: `app=ready:3s,pull:2s`, `deployment/shop/app=crash:2s`, `*=pull:1s`,
    /// `http://apollo:8080=ready:20s`. Times as everywhere, or `never`. Throws what is wrong, and what to write.
    public init(_ text: String) throws(UsageError) {
        // A target's own expectations have equals signs as well: the last one counts.
        guard let equals = text.lastIndex(of: "="), equals != text.startIndex else {
            throw UsageError(
                "\"\(text)\" assumes nothing", cure: "write NAME=KEY:TIME, such as app=ready:3s,pull:2s")
        }
        self.text = text
        subject = try Assumption.subject(String(text[..<equals]))
        times = [:]
        for part in text[text.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false) {
            let (key, time) = try Assumption.entry(String(part), of: text)
            if times.updateValue(time, forKey: key) != nil {
                throw UsageError("\"\(text)\" says \(key.rawValue) twice", cure: "keep one of them")
            }
        }
        if case .target(let name) = subject, times.keys.contains(where: { $0 != .ready }) {
            throw UsageError("of a target only ready can be assumed", cure: Phrase("write \(name)=ready:20s"))
        }
        if case .after? = times[.listen], let listen = times[.listen]?.duration, let ready = times[.ready]?.duration,
            listen > ready
        {
            throw UsageError(
                "\"\(text)\" is ready before its port is open", cure: "make listen no longer than ready")
        }
    }

    private static func entry(
        _ part: String, of text: String
    ) throws(UsageError) -> (AssumedKey, AssumedTime) {
        let sides = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let keys = AssumedKey.allCases.map(\.rawValue)
        guard sides.count == 2 else {
            throw UsageError(
                "\"\(part)\" in \"\(text)\" is not KEY:TIME",
                cure: Phrase("use the keys " + keys.joined(separator: ", ") + ", such as ready:3s"))
        }
        guard let key = AssumedKey(rawValue: sides[0]) else {
            throw UsageError(
                "\"\(sides[0])\" is nothing that can be assumed",
                cure: Phrase(Suggestion.cure(for: sides[0], among: keys)))
        }
        if sides[1] == "never" {
            guard key != .pull else {
                throw UsageError("an image that is never pulled never runs", cure: "give pull a time")
            }
            return (key, .never)
        }
        return (key, .after(.milliseconds(try TimeText.parse(sides[1]))))
    }

    private static func subject(_ name: String) throws(UsageError) -> Subject {
        if name == "*" { return .everything }
        if name.contains(":") {
            do throws(UsageError) {
                return .target(try TargetParser.parse(name).name)
            } catch {
                throw UsageError("\(name): \(error.message)", cure: Phrase(error.cure))
            }
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.contains("") || parts.count > 3 {
            throw UsageError(
                "\"\(name)\" is not a name", cure: "write a container, kind/name, kind/name/container, a target or *")
        }
        if parts.count == 1 { return .container(parts[0]) }
        let kinds = Workload.templatePaths.keys.map { $0.lowercased() }.sorted()
        guard kinds.contains(parts[0].lowercased()) else {
            throw UsageError(
                "\"\(parts[0])\" is not a kind of workload", cure: Phrase(Suggestion.cure(for: parts[0], among: kinds)))
        }
        return .workload(parts[0].lowercased() + "/" + parts[1], container: parts.count == 3 ? parts[2] : nil)
    }
}
