/// What of the webhook's Secret a report looks at: never a key.
public struct WebhookCertificate: Sendable {
    /// `tls.crt`, as base64 of PEM; empty when there is none.
    public var certificate: String
    /// `ca.crt`, as base64 of PEM; empty when there is none.
    public var authority: String

    /// Both, as the API server sends them.
    public init(certificate: String, authority: String) {
        self.certificate = certificate
        self.authority = authority
    }
}
