/// Selects by labels (apimachinery LabelSelector): every part has to match; none selects everything.
public struct LabelSelector: Hashable, Sendable {
    /// `matchExpressions`: a key, how it is compared, and with what.
    public struct Requirement: Hashable, Sendable {
        /// How a label is compared.
        public enum Operator: String, Hashable, Sendable, CaseIterable {
            /// The label is there with one of the values.
            case isIn = "In"
            /// The label is not there, or has another value.
            case isNotIn = "NotIn"
            /// The label is there.
            case exists = "Exists"
            /// The label is not there.
            case doesNotExist = "DoesNotExist"
        }

        /// The label.
        public var key: String
        /// How it is compared.
        public var comparison: Operator
        /// With what; empty for `Exists` and `DoesNotExist`.
        public var values: [String]
    }

    /// Labels with their values (`matchLabels`).
    public var labels: [String: String] = [:]
    /// `matchExpressions`.
    public var requirements: [Requirement] = []

    /// A selector of everything.
    public init() {}

    /// Whether an object with these labels is selected.
    public func matches(_ other: [String: String]) -> Bool {
        labels.allSatisfy { other[$0] == $1 }
            && requirements.allSatisfy { requirement in
                let value = other[requirement.key]
                switch requirement.comparison {
                case .isIn: return value.map { requirement.values.contains($0) } ?? false
                case .isNotIn: return value.map { !requirement.values.contains($0) } ?? true
                case .exists: return value != nil
                case .doesNotExist: return value == nil
                }
            }
    }
}
