import Foundation

/// One line of a watch on pods: `{"type": "MODIFIED", "object": {…}}`.
package struct PodEvent: Decodable, Sendable {
    /// ADDED, MODIFIED or DELETED; ERROR lines are not events of a pod.
    package var type: String
    package var object: Pod

    package init(type: String, object: Pod) {
        self.type = type
        self.object = object
    }

    /// The event of a line, or nil for what is none (ERROR, BOOKMARK, a cut-off line).
    package init?(line: some StringProtocol) {
        guard let event = try? JSONDecoder().decode(PodEvent.self, from: Data(line.utf8)) else { return nil }
        guard ["ADDED", "MODIFIED", "DELETED"].contains(event.type) else { return nil }
        self = event
    }
}
