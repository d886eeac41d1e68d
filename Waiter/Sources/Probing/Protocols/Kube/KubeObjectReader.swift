/// Reads a ``KubeObject`` out of JSON in one pass, without a tree: each known place leads to the places in it.
struct KubeObjectReader {
    /// Where in the text a value stands.
    enum Place {
        case other
        case event, object, metadata, owners, spec, strategy, rollingUpdate, status
        case containers, container, containerState, waiting
        case conditions, condition, subsets, subset, addresses, unreadyAddresses
        case conditionType, conditionStatus, conditionReason, conditionMessage, conditionGeneration
        case number(KubeObject.Number)
        case text(KubeObject.Text)
    }

    var json: JSONPathReader
    var object = KubeObject()
    var condition = KubeObject.Condition()

    /// Reads a watch event, or a Status by itself where `start` is ``Place/object``.
    static func read(
        _ text: [UInt8], from start: Place = .event
    ) throws(JSONPathReader.Failure) -> KubeObject {
        var reader = KubeObjectReader(json: JSONPathReader(bytes: text, steps: []))
        try reader.readValue(start, depth: 0)
        reader.json.skipSpace()
        guard reader.json.index == text.count else { throw reader.json.failure }
        return reader.object
    }

    mutating func readValue(_ place: Place, depth: Int) throws(JSONPathReader.Failure) {
        json.skipSpace()
        if case .other = place { return try json.readValue(depth: depth, matched: nil) }
        switch json.current {
        case 0x7B: try readMembers(place, depth: depth + 1)
        case 0x5B: try readElements(place, depth: depth + 1)
        case 0x22: store(try json.readString(keep: true), place)
        case 0x2D, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39:
            if let number = HTTPBytes.decimal(try json.readNumber()) { store(Int64(number), place) }
        default: try json.readValue(depth: depth, matched: nil)
        }
    }

    /// An object; known places nest no deeper than a few levels, and the rest is bounded by ``JSONPathReader``.
    mutating func readMembers(_ place: Place, depth: Int) throws(JSONPathReader.Failure) {
        json.index += 1
        if case .condition = place { condition = KubeObject.Condition() }
        json.skipSpace()
        if !json.skip(0x7D) {
            repeat {
                json.skipSpace()
                guard json.current == 0x22 else { throw json.failure }
                let name = try json.readString(keep: true)
                json.skipSpace()
                guard json.skip(0x3A) else { throw json.failure }
                json.skipSpace()
                let start = json.index
                let inner = Self.member(name, of: place)
                try readValue(inner, depth: depth)
                if case .object = inner { object.range = start..<json.index }
                json.skipSpace()
            } while json.skip(0x2C)
            guard json.skip(0x7D) else { throw json.failure }
        }
        if case .condition = place, object.conditions.count < KubeObject.conditionLimit {
            object.conditions.append(condition)
        }
    }

    mutating func readElements(_ place: Place, depth: Int) throws(JSONPathReader.Failure) {
        json.index += 1
        json.skipSpace()
        if json.skip(0x5D) { return }
        repeat {
            var inner = Place.other
            switch place {
            case .conditions: inner = .condition
            case .containers: inner = .container
            case .subsets: inner = .subset
            case .addresses: object.readyAddresses += 1
            case .unreadyAddresses: object.unreadyAddresses += 1
            case .owners: object.isOwned = true
            default: break
            }
            try readValue(inner, depth: depth)
            json.skipSpace()
        } while json.skip(0x2C)
        guard json.skip(0x5D) else { throw json.failure }
    }

    mutating func store(_ number: Int64, _ place: Place) {
        switch place {
        case .number(let name): object.numbers[name.rawValue] = number
        case .conditionGeneration: condition.observedGeneration = number
        default: break
        }
    }

    mutating func store(_ text: [UInt8], _ place: Place) {
        switch place {
        case .text(.waiting) where !object[.waiting].isEmpty: break
        case .text(let name): object.texts[name.rawValue] = text
        case .conditionType: condition.type = text
        case .conditionStatus: condition.status = text
        case .conditionReason: condition.reason = text
        case .conditionMessage: condition.message = text
        default: break
        }
    }

    /// The place of a member by its name: the fields of the API reference for batch/v1, apps/v1, v1 and Status.
    static func member(_ name: [UInt8], of place: Place) -> Place {
        let members: [(String, Place)] =
            switch place {
            case .event: [("type", .text(.event)), ("object", .object)]
            case .object:
                [
                    ("metadata", .metadata), ("spec", .spec), ("status", .status), ("subsets", .subsets),
                    ("kind", .text(.kind)), ("code", .number(.code)), ("message", .text(.message)),
                    ("reason", .text(.reason)),
                ]
            case .metadata:
                [
                    ("name", .text(.name)), ("generation", .number(.generation)), ("ownerReferences", .owners),
                    ("deletionTimestamp", .text(.deletionTimestamp)),
                ]
            case .spec: [("replicas", .number(.specReplicas)), ("updateStrategy", .strategy)]
            case .strategy: [("type", .text(.strategy)), ("rollingUpdate", .rollingUpdate)]
            case .rollingUpdate: [("partition", .number(.partition))]
            case .status: statusMembers
            case .container: [("state", .containerState)]
            case .containerState: [("waiting", .waiting)]
            case .waiting: [("reason", .text(.waiting))]
            case .condition:
                [
                    ("type", .conditionType), ("status", .conditionStatus), ("reason", .conditionReason),
                    ("message", .conditionMessage), ("observedGeneration", .conditionGeneration),
                ]
            case .subset: [("addresses", .addresses), ("notReadyAddresses", .unreadyAddresses)]
            default: []
            }
        for (known, inner) in members where known.utf8.elementsEqual(name) { return inner }
        return .other
    }

    static var statusMembers: [(String, Place)] {
        [
            ("observedGeneration", .number(.observedGeneration)), ("conditions", .conditions),
            ("replicas", .number(.replicas)), ("updatedReplicas", .number(.updatedReplicas)),
            ("readyReplicas", .number(.readyReplicas)), ("availableReplicas", .number(.availableReplicas)),
            ("currentRevision", .text(.currentRevision)), ("updateRevision", .text(.updateRevision)),
            ("desiredNumberScheduled", .number(.desiredScheduled)),
            ("updatedNumberScheduled", .number(.updatedScheduled)), ("numberReady", .number(.numberReady)),
            ("numberAvailable", .number(.numberAvailable)), ("active", .number(.active)),
            ("succeeded", .number(.succeeded)), ("failed", .number(.failed)), ("phase", .text(.phase)),
            ("reason", .text(.statusReason)), ("message", .text(.statusMessage)), ("containerStatuses", .containers),
            ("initContainerStatuses", .containers),
        ]
    }
}
