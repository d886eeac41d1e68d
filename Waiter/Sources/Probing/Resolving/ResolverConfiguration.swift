/// What resolv.conf(5) says about name servers and the search list.
public struct ResolverConfiguration: Sendable {
    /// The name servers in the order to ask them; 127.0.0.1 where none is given, at most three (resolv.conf(5)).
    public let nameServers: [IPAddress]
    /// The search list, without trailing dots; `.` stands for the root (resolv.conf(5) `search`, `domain`).
    public let search: [String]
    /// How many dots make a name be tried as it is first (resolv.conf(5) `ndots`, 0 to 15, default 1).
    public let ndots: Int
    /// How long one name server may take, in seconds (resolv.conf(5) `timeout`, 1 to 30, default 5).
    public let timeout: Int
    /// How many rounds over the name servers are made (resolv.conf(5) `attempts`, 1 to 5, default 2).
    public let attempts: Int
    /// Whether TCP is used from the start (resolv.conf(5) `use-vc`).
    public let usesTCP: Bool

    /// How much of a file is read (a limit of this program, resolv.conf(5) names none).
    public static let sizeLimit = 1 << 16
    /// How many search domains are kept: resolv.conf(5) has no limit since glibc 2.26, Kubernetes allows 32.
    public static let searchLimit = 32

    /// Takes the values given, brought into the ranges of resolv.conf(5).
    public init(
        nameServers: [IPAddress] = [], search: [String] = [], ndots: Int = 1, timeout: Int = 5, attempts: Int = 2,
        usesTCP: Bool = false
    ) {
        self.nameServers = nameServers.isEmpty ? [.loopbackV4] : Array(nameServers.prefix(3))
        self.search = Array(search.prefix(ResolverConfiguration.searchLimit))
        self.ndots = min(max(ndots, 0), 15)
        self.timeout = min(max(timeout, 1), 30)
        self.attempts = min(max(attempts, 1), 5)
        self.usesTCP = usesTCP
    }

    /// Reads a file (resolv.conf(5)): keywords in the first column, the last `search` or `domain` counts, lines and
    /// options that are unknown or malformed (also name servers with a scope) are ignored. `rotate` has no effect.
    public init(parsing bytes: [UInt8]) {
        var servers: [IPAddress] = []
        var search: [String] = []
        var options = ResolverOptions()
        for line in ResolverLines(ResolverText.wholeLines(bytes, limit: ResolverConfiguration.sizeLimit)) {
            guard let first = line.first, !ResolverText.isSpace(first) else { continue }
            let words = line.split(whereSeparator: ResolverText.isSpace).prefix { $0.first != 0x23 && $0.first != 0x3B }
            guard let keyword = words.first, words.count > 1 else { continue }
            let values = words.dropFirst()
            if ResolverText.equal(keyword, "nameserver") {
                servers += values.prefix(1).compactMap { IPAddress(ascii: $0) }
            } else if ResolverText.equal(keyword, "search") {
                search = values.compactMap { ResolverConfiguration.searchDomain($0) }
            } else if ResolverText.equal(keyword, "domain") {
                search = values.prefix(1).compactMap { ResolverConfiguration.searchDomain($0) }
            } else if ResolverText.equal(keyword, "options") {
                for value in values { options.read(value) }
            }
        }
        self.init(
            nameServers: servers, search: search, ndots: options.ndots, timeout: options.timeout,
            attempts: options.attempts, usesTCP: options.usesTCP)
    }

    /// The absolute names to try for a name, in order and without trailing dots (resolv.conf(5) `ndots`, `search`).
    ///
    /// A name with a trailing dot is only itself. Otherwise, with at least `ndots` dots it comes before the search
    /// list, with fewer after it; a `.` in the search list stands for the name itself in that place, as in glibc.
    public func candidates(for name: String) -> [String] {
        if name.utf8.last == 0x2E { return [ResolverText.text(name.utf8.dropLast())] }
        let isFirst = name.utf8.reduce(0) { $0 + ($1 == 0x2E ? 1 : 0) } >= ndots
        var names: [String] = isFirst ? [name] : []
        var isThere = isFirst
        for domain in search {
            let isRoot = ResolverText.equal(domain.utf8, ".")
            if !isRoot {
                names.append(name + "." + domain)
            } else if !isThere {
                names.append(name)
                isThere = true
            }
        }
        return isThere ? names : names + [name]
    }
}

extension ResolverConfiguration {
    static func searchDomain(_ word: ArraySlice<UInt8>) -> String? {
        if ResolverText.equal(word, ".") { return "." }
        return (try? DNSName(ResolverText.text(word)))?.description
    }
}

/// The options of resolv.conf(5) while they are read; a later one replaces an earlier one.
struct ResolverOptions {
    var ndots = 1
    var timeout = 5
    var attempts = 2
    var usesTCP = false

    mutating func read(_ option: ArraySlice<UInt8>) {
        if ResolverText.equal(option, "use-vc") { usesTCP = true }
        guard let colon = option.firstIndex(of: 0x3A),
            let value = ResolverText.number(option[colon...].dropFirst(), limit: 1000)
        else { return }
        let key = option[..<colon]
        if ResolverText.equal(key, "ndots") { ndots = value }
        if ResolverText.equal(key, "timeout") { timeout = value }
        if ResolverText.equal(key, "attempts") { attempts = value }
    }
}
