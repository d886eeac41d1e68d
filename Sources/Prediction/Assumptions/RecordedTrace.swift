import Manifests

/// A run that `holdfast up -o json` recorded: how long each container took.
public struct RecordedTrace: Equatable, Sendable {
    private struct Name: Hashable, Sendable {
        var pod: String
        var container: String
    }

    private var times: [Name: [AssumedKey: Duration]] = [:]

    /// Far more than a recording has; it comes from outside.
    private static let limits: Limits = {
        var limits = Limits()
        limits.bytes = 64 << 20
        limits.depth = 16
        limits.aliasExpansion = 0
        return limits
    }()

    /// The times of a container, if it is in the recording.
    public func times(pod: String, container: String) -> [AssumedKey: Duration] {
        times[Name(pod: pod, container: container)] ?? [:]
    }

    /// The containers that it knows, as `pod/container`.
    public var names: [String] { times.keys.map { $0.pod + "/" + $0.container }.sorted() }

    /// Reads a recording. `nil` with what is wrong when it is none.
    public static func read(_ source: Source) -> (trace: RecordedTrace?, diagnostics: [Diagnostic]) {
        let documents: [Document]
        do throws(ParseError) {
            documents = try YAML.parse(source, limits: limits)
        } catch {
            return (nil, [Diagnostic(error, file: source.name)])
        }
        var fields = FieldReader()
        var trace = RecordedTrace()
        guard documents.count == 1, let root = documents.first?.root, root.kind == .mapping,
            fields.int(root, "version", "") == 1, fields.value(root, "rows") != nil
        else {
            return (
                nil,
                [
                    Diagnostic(
                        .error, "\(source.name) is not a recorded run",
                        cure: "record one with holdfast up --exit-when ready -o json --output-file run.json")
                ]
            )
        }
        for (row, path) in fields.mappings(root, "rows", "") { trace.take(row, path, &fields) }
        return (fields.diagnostics.isEmpty ? trace : nil, fields.diagnostics)
    }

    private mutating func take(_ row: Node, _ path: String, _ fields: inout FieldReader) {
        guard let pod = fields.string(row, "pod", path), let container = fields.string(row, "container", path) else {
            return
        }
        var record = RecordedRow()
        for (span, here) in fields.mappings(row, "spans", path) {
            guard let activity = fields.string(span, "activity", here),
                let start = time(span, "startMs", here, &fields),
                let end = time(span, "endMs", here, &fields)
            else { continue }
            record.spans.append((activity, start, end))
        }
        for (mark, here) in fields.mappings(row, "marks", path) {
            guard let kind = fields.string(mark, "kind", here), let at = time(mark, "timeMs", here, &fields) else {
                continue
            }
            record.marks.append((kind, at, fields.string(mark, "text", here) ?? ""))
        }
        times[Name(pod: pod, container: container)] = record.times
    }

    private func time(_ node: Node, _ key: String, _ path: String, _ fields: inout FieldReader) -> Duration? {
        guard let number = fields.int(node, key, path) else { return nil }
        guard number >= 0, number < 1 << 52 else {
            if let value = node[key] { fields.wrong(value, path + key, "milliseconds from the beginning") }
            return nil
        }
        return .milliseconds(number)
    }
}
