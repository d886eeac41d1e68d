import Manifests

/// Findings that are known and accepted, so that only new ones fail a build.
///
/// A finding is known by its rule, its object, and its place in it by names, not by lines: moving a document, or putting
/// a container before another one, makes nothing new. Two findings that look the same count twice.
public struct Baseline: Sendable, Equatable {
    /// A finding as a baseline keeps it.
    public struct Entry: Hashable, Sendable {
        /// The rule's id.
        public var rule: String
        /// The object, such as `deployment/shop`.
        public var object: String
        /// The container; empty when it is about none.
        public var container: String
        /// What was wrong.
        public var message: String

        /// An entry with all its parts.
        public init(rule: String, object: String, container: String, message: String) {
            self.rule = rule
            self.object = object
            self.container = container
            self.message = message
        }

        /// A finding as a baseline keeps it.
        public init(_ finding: Finding) {
            self.init(
                rule: finding.rule.id, object: finding.object, container: finding.container, message: finding.message)
        }
    }

    /// The findings, in order.
    public var entries: [Entry]

    /// A baseline of these entries.
    public init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// What a report found, as a baseline.
    public init(_ findings: [Finding]) {
        entries = findings.map { Entry($0) }
    }

    /// Splits findings into new ones and known ones; `gone` is what is listed and was not found.
    func split(_ findings: [Finding]) -> (new: [Finding], known: Int, gone: [Entry]) {
        var left: [Entry: Int] = [:]
        for entry in entries { left[entry, default: 0] += 1 }
        var new: [Finding] = []
        var known = 0
        for finding in findings {
            let entry = Entry(finding)
            if let count = left[entry], count > 0 {
                left[entry] = count - 1
                known += 1
            } else {
                new.append(finding)
            }
        }
        var gone: [Entry] = []
        for entry in entries.reversed() {
            if let count = left[entry], count > 0 {
                left[entry] = count - 1
                gone.append(entry)
            }
        }
        return (new, known, gone.reversed())
    }
}
