import X509

extension SecretMaterial {
    /// The Secret's content after a change that the rotation decided on. Makes keys and certificates as it says.
    ///
    /// - Parameters:
    ///   - change: what is to change.
    ///   - settings: names and times.
    ///   - known: the `caBundle`s of the webhook configurations, as PEM; the same as for the inventory.
    ///   - now: the time.
    ///   - generator: for serial numbers only. Keys come from the crypto library's own.
    /// - Throws: `MaterialFault` when a certificate to keep is nowhere, or the CA that is to sign has no key: what was
    ///   decided on is no longer what is here.
    public func applying(
        _ change: SecretChange, settings: RotationSettings, known: [[UInt8]] = [], now: Moment,
        using generator: inout some RandomNumberGenerator
    ) throws(MaterialFault) -> SecretMaterial {
        let here = ((try? PEM.certificates(bundle, of: .authority)) ?? []) + Self.certificates(ofBundles: known)
        var certificates: [Certificate] = []
        for id in change.keeps {
            guard let certificate = here.first(where: { $0.fingerprint == id }) else {
                throw MaterialFault(.authority, "the CA certificate \(id) is gone", cure: "read again and decide anew")
            }
            certificates.append(certificate)
        }
        var result = self
        var signer: CertificateAuthority?
        if change.makesAuthority {
            let made = try CertificateAuthority(
                life: settings.authorityLife, backdating: settings.backdating, now: now, using: &generator)
            certificates.insert(made.certificate, at: 0)
            result.authorityKey = try PEM.text(made.key, of: .authorityKey)
            signer = made
        }
        result.bundle = try PEM.text(certificates, of: .authority)
        if change.makesLeaf {
            let signer = if let signer { signer } else { try self.signer(certificates) }
            let made = try signer.makeLeaf(
                names: settings.names, life: settings.leafLife, backdating: settings.backdating, now: now,
                using: &generator)
            result.certificate = try PEM.text([made.certificate], of: .certificate)
            result.key = try PEM.text(made.key, of: .key)
        }
        return result
    }
}
