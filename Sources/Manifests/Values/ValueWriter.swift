/// Turns values into text that every reader of YAML 1.1, YAML 1.2 or JSON takes as the same value.
///
/// Writing cannot fail. Three things have no text that gives them back: infinities and NaN in JSON, which are
/// written as `null`; a mapping with a key twice, which `Value` rules out; and, for readers built on libyaml, a key
/// of more than 1024 characters, which Kubernetes never has.
public enum ValueWriter {
    /// `key: value` as complete lines, each ended by the style's line break and indented by `indent` columns.
    ///
    /// What follows may be anything that ends the value: empty lines, comments at `indent` or further left, keys.
    public static func blockEntry(_ key: String, _ value: Value, indent: Int, style: TextStyle) -> String {
        var writer = BlockWriter(style)
        writer.writeEntry(Value.Field(key, value), at: max(indent, 0), isInline: false)
        return String(decoding: writer.out, as: UTF8.self)
    }

    /// `- item` as complete lines, the dash at column `indent`; what follows may be as for `blockEntry`.
    ///
    /// A mapping's first key stands on the dash's line, the others are aligned under it; lists in lists are `- - x`.
    public static func blockItem(_ value: Value, indent: Int, style: TextStyle) -> String {
        var writer = BlockWriter(style)
        writer.writeItem(value, at: max(indent, 0), isInline: false)
        return String(decoding: writer.out, as: UTF8.self)
    }

    /// A whole document's content as complete lines, without `---`.
    public static func blockDocument(_ value: Value, style: TextStyle) -> String {
        var writer = BlockWriter(style)
        writer.writeDocument(value)
        return String(decoding: writer.out, as: UTF8.self)
    }

    /// One line without a line break: YAML flow (`{name: x, args: [a, b]}`), or strict JSON with a blank after each
    /// `:` and `,`.
    public static func flow(_ value: Value, isJSON: Bool) -> String {
        var out: [UInt8] = []
        FlowWriter(isJSON: isJSON).write(value, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// JSON over several lines, without indentation before the first and without a line break behind the last.
    ///
    /// Each level is `step` columns further right; `indent` is the column where the value's own closing bracket
    /// stands. Empty collections are `{}` and `[]`.
    public static func json(_ value: Value, step: Int, indent: Int, lineBreak: String) -> String {
        var out: [UInt8] = []
        PrettyWriter(step: max(step, 0), lineBreak: lineBreak).write(value, indent: max(indent, 0), to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// A key, or a scalar alone, on one line of YAML: in block context, or inside brackets (`isFlow`).
    public static func scalar(_ scalar: Scalar, isFlow: Bool) -> String {
        var out: [UInt8] = []
        ScalarWriter.write(scalar, isFlow: isFlow, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
