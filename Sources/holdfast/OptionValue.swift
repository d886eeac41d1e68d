import ArgumentParser
import Manifests
import Probing

/// What the value of an option means.
enum OptionValue {
    /// Reads it; a bad one is named with its option.
    static func read<Value>(_ option: String, _ read: () throws(UsageError) -> Value) throws -> Value {
        do throws(UsageError) {
            return try read()
        } catch {
            throw ValidationError("\(option): \(error.message)" + (error.cure.isEmpty ? "" : "; \(error.cure)"))
        }
    }

    /// One of some words.
    static func choice<Value: RawRepresentable & CaseIterable>(_ option: String, _ text: String) throws -> Value
    where Value.RawValue == String {
        if let value = Value(rawValue: text) { return value }
        throw ValidationError(
            "\(option) \(text): " + Suggestion.cure(for: text, among: Value.allCases.map(\.rawValue)))
    }
}
