/// The text of numbers with a fraction.
enum NumberText {
    /// As YAML has it: `1.0`, `1.0e+16`, `.inf`.
    static func yaml(_ number: Double) -> String {
        if number.isNaN { return ".nan" }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        return finite(number)
    }

    /// As JSON has it, which knows neither infinities nor NaN: `null` stands for them, as in JavaScript.
    static func json(_ number: Double) -> String { number.isFinite ? finite(number) : "null" }

    /// The shortest digits that give the number back, always with a point and with a sign in the exponent: YAML 1.1
    /// takes `1e16` for text, and without a point `1000` would come back as a whole number.
    private static func finite(_ number: Double) -> String {
        let text = number.description
        guard !text.utf8.contains(Ascii.dot), let exponent = text.firstIndex(of: "e") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }
}
