import CPosix
import Probing

/// How this system resolves names: overrides of the command line, hosts file, name servers.
final class Names {
    private let overrides: [ResolveOverride]
    private var random = SplitMix64(state: px_random())

    init(overrides: [ResolveOverride]) {
        self.overrides = overrides
    }

    /// Addresses that need no name server; empty when one has to be asked. Files are read anew at each attempt,
    /// because the kubelet and the user may change them while the wait lasts.
    func known(_ host: String) -> [IPAddress] {
        var addresses: [IPAddress] = []
        if let literal = IPAddress(host) { return [literal] }
        for override in overrides where Names.equal(override.host, host) { addresses.append(override.address) }
        if !addresses.isEmpty { return addresses }
        return HostsFile(System.read("/etc/hosts", limit: HostsFile.sizeLimit) ?? []).lookup(host)
    }

    /// A lookup by name server.
    func lookup(_ host: String, types: [DNSRecordType], deadline: Int64) throws(DNSNameError) -> DNSLookup {
        let bytes = System.read("/etc/resolv.conf", limit: ResolverConfiguration.sizeLimit) ?? []
        return try DNSLookup(
            name: host, types: types, configuration: ResolverConfiguration(parsing: bytes), deadline: deadline,
            using: &random)
    }

    /// The servers that a lookup's channels count.
    func servers() -> [IPAddress] {
        let bytes = System.read("/etc/resolv.conf", limit: ResolverConfiguration.sizeLimit) ?? []
        return ResolverConfiguration(parsing: bytes).nameServers
    }

    private static func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8) {
            ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == ($1 >= 0x41 && $1 <= 0x5A ? $1 | 0x20 : $1)
        }
    }
}
