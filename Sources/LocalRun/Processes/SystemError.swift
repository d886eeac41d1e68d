import Glibc

/// Something that the system refused.
struct SystemError: Error, Equatable {
    /// What was tried and what the system said.
    let message: String

    init(_ what: String, _ number: Int32) {
        message = "cannot \(what): \(SystemError.text(number))"
    }

    /// The words of strerror in lower case.
    static func text(_ number: Int32) -> String {
        let text = String(cString: strerror(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
