/// The content of the Secret `holdfast-webhook-tls`, or of cert-manager's: four PEM texts, see `SecretKey`. Nothing is
/// checked by holding them; `inventory` and `check` do that.
public struct SecretMaterial: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// `ca.crt`: CA certificates, the signing one first; what the `caBundle` of a webhook configuration becomes.
    public var bundle: [UInt8]
    /// `ca.key`: the private key of the first of them.
    public var authorityKey: [UInt8]
    /// `tls.crt`: the serving certificate, then intermediate ones if any.
    public var certificate: [UInt8]
    /// `tls.key`: its private key.
    public var key: [UInt8]

    /// Content from its parts; an empty part is a missing one.
    public init(
        bundle: [UInt8] = [], authorityKey: [UInt8] = [], certificate: [UInt8] = [], key: [UInt8] = []
    ) {
        self.bundle = bundle
        self.authorityKey = authorityKey
        self.certificate = certificate
        self.key = key
    }

    /// Content from a Secret's `data`, base64 already decoded. Other keys are left aside.
    public init(data: [String: [UInt8]]) {
        func part(_ key: SecretKey) -> [UInt8] { data[key.rawValue] ?? [] }
        self.init(
            bundle: part(.authority), authorityKey: part(.authorityKey), certificate: part(.certificate),
            key: part(.key))
    }

    /// Content read part by part, as from the directory where a Secret is mounted. `nil` stands for a missing file.
    public init<Failure: Error>(reading part: (SecretKey) throws(Failure) -> [UInt8]?) throws(Failure) {
        self.init(
            bundle: try part(.authority) ?? [], authorityKey: try part(.authorityKey) ?? [],
            certificate: try part(.certificate) ?? [], key: try part(.key) ?? [])
    }

    /// The Secret's `data` before base64. Missing parts are left out, so the Secret must be of type `Opaque`:
    /// `kubernetes.io/tls` insists on `tls.crt` and `tls.key`, which are made a minute after the CA at times.
    public var data: [String: [UInt8]] {
        SecretKey.allCases.reduce(into: [:]) { data, key in
            if !self[key].isEmpty { data[key.rawValue] = self[key] }
        }
    }

    /// One part; empty when missing.
    public subscript(key: SecretKey) -> [UInt8] {
        switch key {
        case .authority: bundle
        case .authorityKey: authorityKey
        case .certificate: certificate
        case .key: self.key
        }
    }

    /// How many bytes each part has: nothing secret, so that a log line may have it.
    public var description: String {
        SecretKey.allCases.map { "\($0.rawValue): \(self[$0].count) bytes" }.joined(separator: ", ")
    }

    /// The same: a debugger's or test's output is no place for keys either.
    public var debugDescription: String { description }
}
