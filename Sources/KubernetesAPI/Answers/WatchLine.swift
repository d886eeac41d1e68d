import Manifests

/// A line of a watch (meta/v1 `WatchEvent`).
public enum WatchLine: Sendable {
    /// ADDED or MODIFIED.
    case changed(ObjectKey, Node, version: String)
    /// DELETED, with the object as it was last.
    case deleted(ObjectKey, version: String)
    /// BOOKMARK.
    case bookmark(version: String)
    /// ERROR: the watch is over. 410 becomes ``APIFailure/gone(_:)``.
    case failed(APIFailure)
    /// A type that is not known here; a newer server may have one.
    case unknown

    /// Reads a line.
    ///
    /// Throws ``APIFailure/tooLarge(_:)`` or ``APIFailure/unreadable(_:)``; nothing of the line gets into the text.
    public init(_ line: [UInt8], limit: Int) throws(APIFailure) {
        let root = try AnswerReader.root(line, limit: limit)
        guard let type = AnswerReader.text(root, "type"), let object = root["object"], object.kind == .mapping else {
            throw .unreadable("a line of a watch without type and object")
        }
        switch type {
        case "ADDED", "MODIFIED":
            let (key, version) = try AnswerReader.identity(object)
            self = .changed(key, object, version: try WatchLine.checked(version))
        case "DELETED":
            let (key, version) = try AnswerReader.identity(object)
            self = .deleted(key, version: try WatchLine.checked(version))
        case "BOOKMARK":
            let version = AnswerReader.text(object["metadata"], "resourceVersion") ?? ""
            self = .bookmark(version: try WatchLine.checked(version))
        case "ERROR": self = .failed(APIStatus(object).failure)
        default: self = .unknown
        }
    }

    /// Without a version the watch could not go on from here.
    private static func checked(_ version: String) throws(APIFailure) -> String {
        if version.isEmpty { throw .unreadable("an object of a watch without a version") }
        return version
    }
}
