import Logging

/// A log of one JSON object a line: `ts` (RFC 3339, milliseconds, UTC), `level`, `logger`, `msg`, `metadata`.
///
/// A line is one write, so that those of several threads do not mix. Values of keys that look secret are not written;
/// long texts are cut. That guards against slips: what is secret has no place in a log call.
public struct JSONLogHandler: LogHandler {
    /// Who logs.
    public var label: String
    /// What is less than this is not logged.
    public var logLevel: Logger.Level
    /// Goes with every message.
    public var metadata: Logger.Metadata = [:]
    /// Adds what the task knows, below `metadata`.
    public var metadataProvider: Logger.MetadataProvider?
    private let limit: Int
    private let now: @Sendable () -> WallTime
    private let write: @Sendable ([UInt8]) -> Void

    /// A handler. `limit` bounds each text, bytes; `now` tells the time and `write` takes a whole line with its end.
    public init(
        label: String, logLevel: Logger.Level = .info, limit: Int = 4096,
        now: @escaping @Sendable () -> WallTime = WallTime.now,
        write: @escaping @Sendable ([UInt8]) -> Void = StandardError.write
    ) {
        self.label = label
        self.logLevel = logLevel
        self.limit = limit
        self.now = now
        self.write = write
    }

    /// One of the values that go with every message.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        var all = metadataProvider?.get() ?? [:]
        all.merge(metadata) { $1 }
        if let given = event.metadata { all.merge(given) { $1 } }
        if let error = event.error, all["error"] == nil { all["error"] = "\(error)" }
        var line = JSONLine(limit: limit)
        line.field("ts", now().text)
        line.field("level", event.level.rawValue)
        line.field("logger", label)
        line.field("msg", "\(event.message)")
        if !all.isEmpty { line.field("metadata", all) }
        write(line.finished)
    }
}
