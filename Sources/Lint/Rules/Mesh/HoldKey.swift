import Manifests
import Startup

/// How the hold switch is written, rightly and nearly.
enum HoldKey {
    /// The names that Istio takes in its own configuration: JSON's and protobuf's (golang/protobuf jsonpb).
    static let names: Set<String> = [IstioHold.key, "hold_application_until_proxy_starts"]

    /// Whether a key is meant to be the switch, whatever it is spelt like. No other setting of Istio looks like it.
    static func isMeant(_ key: String) -> Bool {
        // Nearly every key there is ends here, and there are many.
        var seen: UInt32 = 0
        for byte in key.utf8 where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") {
            seen |= 1 << UInt32((byte | 0x20) - UInt8(ascii: "a"))
        }
        guard seen & holdapp == holdapp || seen & proxy == proxy else { return false }
        let letters = key.split(separator: "/").last.map { $0.lowercased().filter(\.isLetter) } ?? ""
        return letters.hasPrefix("holdapp") || letters.contains("untilproxys")
    }

    /// The letters that a key of either kind has, a bit for each.
    private static let holdapp = bits("holdap")
    private static let proxy = bits("untilproxys")

    private static func bits(_ letters: String) -> UInt32 {
        letters.utf8.reduce(0) { $0 | 1 << UInt32($1 - UInt8(ascii: "a")) }
    }

    /// The value of the switch in a mapping.
    static func value(in mapping: Node) -> Node? {
        names.lazy.sorted().compactMap { mapping[$0] }.first { !$0.isNull }
    }

    /// Every key of a tree that is meant to be the switch, with the keys that lead to it.
    static func all(in root: Node) -> [(entry: Entry, path: [String])] {
        var found: [(entry: Entry, path: [String])] = []
        search(root, [], &found)
        return found
    }

    /// What a value of another type is meant to be.
    static func meaning(_ value: Node) -> Bool? {
        if case .bool(let flag) = value.scalar { return flag }
        guard value.kind == .scalar else { return nil }
        switch value.text.trimmed.lowercased() {
        case "true", "yes", "on", "y", "1": return true
        case "false", "no", "off", "n", "0": return false
        default: return nil
        }
    }

    private static func search(_ node: Node, _ path: [String], _ found: inout [(entry: Entry, path: [String])]) {
        // What an alias stands for is seen where it is written.
        guard !node.isAlias, path.count < 12 else { return }
        for entry in node.entries {
            if isMeant(entry.key.text) { found.append((entry, path + [entry.key.text])) }
            search(entry.value, path + [entry.key.text], &found)
        }
        for (index, item) in node.items.enumerated() { search(item, path + [String(index)], &found) }
    }
}
