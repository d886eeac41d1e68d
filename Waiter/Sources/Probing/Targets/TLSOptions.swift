/// How TLS is spoken: what is trusted, and who one is. What a target leaves out is taken from the command line.
public struct TLSOptions: Equatable, Sendable {
    /// A file of CA certificates in PEM, instead of the system's. `--ca-file`, `#ca=`
    public var authorities: String?
    /// A directory of such files. `--ca-dir`
    public var authorityDirectory: String?
    /// The client's certificate chain in PEM. `--client-cert`, `#cert=`
    public var certificate: String?
    /// Its key, unencrypted, in PEM. `--client-key`, `#key=`
    public var key: String?
    /// The name that the server's certificate must have, instead of the host. `--server-name`, `#server-name=`
    public var serverName: String?
    /// Takes any certificate. `--insecure`, `#insecure`
    public var isInsecure = false
    /// Takes any certificate as long as nobody names CAs, as PostgreSQL's clients do.
    public var needsNoAuthorities = false

    /// The system's CAs, no client certificate, the host's own name.
    public init() {}

    /// What a target says, and where it says nothing what everything says.
    public func merged(over common: TLSOptions) -> TLSOptions {
        var merged = self
        if authorities == nil {
            merged.authorities = common.authorities
            merged.authorityDirectory = common.authorityDirectory
        }
        if certificate == nil {
            merged.certificate = common.certificate
            merged.key = common.key
        }
        merged.serverName = serverName ?? common.serverName
        let isTrusting = merged.authorities == nil && merged.authorityDirectory == nil && needsNoAuthorities
        merged.isInsecure = isInsecure || common.isInsecure || isTrusting
        return merged
    }

    /// Whether the same files are read: then one trust serves both.
    public func hasSameFiles(as other: TLSOptions) -> Bool {
        TLSOptions.same(authorities, other.authorities)
            && TLSOptions.same(authorityDirectory, other.authorityDirectory)
            && TLSOptions.same(certificate, other.certificate) && TLSOptions.same(key, other.key)
            && isInsecure == other.isInsecure
    }

    private static func same(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.utf8.elementsEqual(right.utf8)
    }
}
