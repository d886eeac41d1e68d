import ArgumentParser
import Lint
import Manifests

/// Rules as options name them.
enum RuleNames {
    /// The rules of these ids or names; one that there is not is a mistake in the call.
    static func rules(_ option: String, _ names: [String]) throws -> [Rule] {
        try names.map { name in
            if let rule = RuleBook.rule(named: name) { return rule }
            // Ids are all alike: who mistypes one is not helped by its neighbour.
            let cure = Suggestion.cure(for: name, among: RuleBook.rules.map(\.name))
            let hint = cure.hasPrefix("did you mean") ? cure : "holdfast lint --rules lists them"
            throw ValidationError("\(option) \(name): there is no such rule; \(hint)")
        }
    }
}
