/// Where the controller listens.
enum Ports {
    /// The webhooks, with TLS.
    static let webhooks = 8443
    /// `/livez`, `/readyz` and `/metrics`.
    static let http = 8080
}
