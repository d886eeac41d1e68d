/// What the verdicts need to know of one watch event and its object; all else is skipped unread.
struct KubeObject: Sendable {
    enum Number: Int, CaseIterable, Sendable {
        /// `code` of a Status.
        case code
        case generation, observedGeneration
        case specReplicas, partition
        case replicas, updatedReplicas, readyReplicas, availableReplicas
        case desiredScheduled, updatedScheduled, numberReady, numberAvailable
        case active, succeeded, failed
    }

    enum Text: Int, CaseIterable, Sendable {
        /// `type` of the event: ADDED, MODIFIED, DELETED, BOOKMARK, ERROR.
        case event
        /// Of a Status.
        case kind, message, reason
        case name, deletionTimestamp
        case strategy
        case currentRevision, updateRevision
        case phase, statusReason, statusMessage
        /// Why the first container that waits does.
        case waiting
    }

    struct Condition: Sendable {
        var type: [UInt8] = []
        var status: [UInt8] = []
        var reason: [UInt8] = []
        var message: [UInt8] = []
        var observedGeneration: Int64?

        var isTrue: Bool { KubeText.isSame(status, "True") }

        /// `: Reason: message`, or less where there is less.
        var because: String { KubeObject.because(reason, message) }
    }

    static var conditionLimit: Int { 64 }

    var numbers = [Int64?](repeating: nil, count: Number.allCases.count)
    var texts = [[UInt8]](repeating: [], count: Text.allCases.count)
    var conditions: [Condition] = []
    /// Whether something else made the object and may make it anew under the same name.
    var isOwned = false
    /// `subsets[].addresses` and `subsets[].notReadyAddresses` of Endpoints.
    var readyAddresses: Int64 = 0
    var unreadyAddresses: Int64 = 0
    /// Where the event's `object` stands in its text.
    var range = 0..<0

    /// A number that Go leaves out when it is 0.
    subscript(number: Number) -> Int64 { numbers[number.rawValue] ?? 0 }
    subscript(text: Text) -> [UInt8] { texts[text.rawValue] }

    func condition(_ type: [UInt8]) -> Condition? {
        for condition in conditions where HTTPBytes.equalIgnoringCase(condition.type[...], type[...]) {
            return condition
        }
        return nil
    }

    @inline(never)
    func condition(_ type: String) -> Condition? { condition([UInt8](type.utf8)) }

    /// `: Reason: message`, or less where there is less.
    @inline(never)
    static func because(_ reason: [UInt8], _ message: [UInt8]) -> String {
        var text = ""
        if !reason.isEmpty { text = Probing.text(": \(KubeText.safe(reason))") }
        if !message.isEmpty { text = Probing.text("\(text): \(KubeText.safe(message))") }
        return text
    }
}
