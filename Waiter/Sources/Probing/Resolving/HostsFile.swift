/// The names of a hosts file (hosts(5)): an address, then its names, one line each, `#` begins a comment.
public struct HostsFile: Sendable {
    /// How much of a file is read; lines beyond are ignored (a limit of this program, hosts(5) names none).
    public static let sizeLimit = 1 << 20

    let bytes: [UInt8]

    /// Takes the file as it is (hosts(5)); an empty array stands for a missing file. Bad lines are ignored on lookup.
    public init(_ bytes: [UInt8] = []) {
        self.bytes = ResolverText.wholeLines(bytes, limit: HostsFile.sizeLimit)
    }

    /// The addresses of a name in the order of the file, without repetitions, letter case ignored (hosts(5)).
    ///
    /// `localhost` and names below it are always 127.0.0.1 and ::1, whatever the file says (RFC 6761 6.3).
    public func lookup(_ name: String) -> [IPAddress] {
        var wanted = ResolverText.lowercased(name.utf8)
        if wanted.last == 0x2E { wanted.removeLast() }
        guard !wanted.isEmpty else { return [] }
        if ResolverText.equal(wanted, "localhost") || ResolverText.equal(wanted.suffix(10), ".localhost") {
            return [.loopbackV4, .loopbackV6]
        }
        var found: [IPAddress] = []
        for line in ResolverLines(bytes) {
            let words = line.prefix { $0 != 0x23 }.split(whereSeparator: ResolverText.isSpace)
            guard words.dropFirst().contains(where: { $0.elementsEqual(wanted) { ResolverText.lowercased($0) == $1 } }),
                let first = words.first, let address = IPAddress(ascii: first), !found.contains(address)
            else { continue }
            found.append(address)
        }
        return found
    }
}
