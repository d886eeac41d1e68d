import X509

extension SecretMaterial {
    /// Whether this can be served: certificate and key fit, the dates hold, the name is there, and a CA of `ca.crt`
    /// signed it. An empty `ca.crt` is let pass: some of cert-manager's issuers give none.
    ///
    /// - Throws: the first fault, with a cure for people who look after the certificates themselves.
    public func check(names: ServingNames, now: Moment) throws(MaterialFault) {
        let chain = try leaf()
        guard let first = chain.first else { return }
        if now < first.validity.notBefore {
            throw MaterialFault(
                .certificate, "is not valid for \(first.validity.notBefore - now) s yet",
                cure: "compare the clocks of the nodes")
        }
        if first.validity.notAfter < now {
            throw MaterialFault(
                .certificate, "expired \(now - first.validity.notAfter) s ago",
                cure: "look why whoever renews it (cert-manager, the controller that holds the Lease) did not")
        }
        guard first.hostNames.contains(names.primary) else {
            let others = first.hostNames.sorted().joined(separator: ", ")
            throw MaterialFault(
                .certificate, "lacks the name \(names.primary); it has \(others.isEmpty ? "none" : others)",
                cure: "add \(names.primary) to the Certificate's dnsNames")
        }
        guard !bundle.isEmpty else { return }
        let trusted = try PEM.certificates(bundle, of: .authority)
        guard let root = Certificate.root(of: chain, among: trusted) else {
            throw MaterialFault(
                .certificate, "is not signed by a CA of ca.crt", cure: "put its CA's certificate into ca.crt")
        }
        guard root.validity.contains(now) else {
            throw MaterialFault(.authority, "the CA that signed tls.crt is not valid now", cure: "renew the CA")
        }
    }
}
