/// What tells the items of a list apart, as Kubernetes' own merge keys do: their names, for most.
struct ItemIdentity {
    /// The key whose value is each item's identity.
    let key: String
    /// The items' identities, in order.
    let before: [[UInt8]]
    /// The same of the list's other state.
    let after: [[UInt8]]

    /// Keys that identify, the most telling first: containers and variables have names, mounts of one volume differ
    /// by path, the items of a ConfigMap volume by key, ports without names by number.
    private static let keys = ["name", "mountPath", "key", "containerPort"]

    /// Nothing when an item of either list is no mapping, or no key is there in all and tells all apart.
    init?(_ before: [Value], _ after: [Value]) {
        for key in ItemIdentity.keys {
            guard let left = ItemIdentity.identities(before, key), let right = ItemIdentity.identities(after, key)
            else { continue }
            self.key = key
            self.before = left
            self.after = right
            return
        }
        return nil
    }

    private static func identities(_ items: [Value], _ key: String) -> [[UInt8]]? {
        var identities: [[UInt8]] = []
        var seen: Set<[UInt8]> = []
        for item in items {
            guard case .scalar(let scalar)? = item[key], let identity = identity(scalar), seen.insert(identity).inserted
            else { return nil }
            identities.append(identity)
        }
        return identities
    }

    /// The same bytes for scalars that are the same, and only for them.
    private static func identity(_ scalar: Scalar) -> [UInt8]? {
        switch scalar {
        case .string(let text): Array("s\(text)".utf8)
        case .int(let number): Array("n\(number)".utf8)
        case .float(let number): Array("n\(Int64(exactly: number).map { "\($0)" } ?? "\(number)")".utf8)
        case .bool(let flag): Array("b\(flag)".utf8)
        case .null: nil
        }
    }
}
