import X509

extension SecretMaterial {
    /// The CA certificates of a `caBundle` in order, for `ConfigurationView.bundle`; none when it cannot be read.
    public static func fingerprints(ofBundle bundle: [UInt8]) -> [Fingerprint] {
        ((try? PEM.certificates(bundle, of: .authority)) ?? []).map(\.fingerprint)
    }

    /// What is there, for the rotation, and what is wrong with it, for the log. The faults need no cure by people: the
    /// rotation mends them.
    ///
    /// - Parameters:
    ///   - known: the `caBundle`s of the webhook configurations, as PEM: a CA may be left in them only.
    ///   - sightings: keeps count since when the serving certificate has been there.
    ///   - now: the time.
    public func inventory(
        known: [[UInt8]] = [], sightings: inout Sightings, now: Moment
    ) -> (inventory: Inventory, faults: [MaterialFault]) {
        var faults: [MaterialFault] = []
        func attempt<Value>(_ body: () throws(MaterialFault) -> Value) -> Value? {
            do throws(MaterialFault) {
                return try body()
            } catch {
                faults.append(error)
                return nil
            }
        }
        let bundle = attempt { () throws(MaterialFault) in try PEM.certificates(self.bundle, of: .authority) } ?? []
        let signer = attempt { () throws(MaterialFault) in try self.signer(bundle) }
        let leaf = attempt { () throws(MaterialFault) in try self.leaf() }
        let trusted = bundle + Self.certificates(ofBundles: known)
        var inventory = Inventory(
            bundle: bundle.map { AuthorityFacts(id: $0.fingerprint, validity: $0.validity) }, canSign: signer != nil)
        if let first = leaf?.first {
            inventory.leaf = LeafFacts(
                id: first.fingerprint, validity: first.validity, names: first.hostNames,
                issuer: Certificate.root(of: leaf ?? [], among: trusted)?.fingerprint)
            inventory.leafSince = sightings.note("leaf", is: [first.fingerprint], now: now)
        }
        return (inventory, faults)
    }

    /// The facts of the serving certificate, for `served` of `CertificateRotation.decide`; `nil` when it cannot serve.
    ///
    /// - Parameter known: the `caBundle`s of the webhook configurations, as PEM.
    public func leafFacts(known: [[UInt8]]) -> LeafFacts? {
        var unused = Sightings()
        return inventory(known: known, sightings: &unused, now: Moment(seconds: 0)).inventory.leaf
    }

    /// The first of the bundle with its key.
    func signer(_ bundle: [Certificate]) throws(MaterialFault) -> CertificateAuthority {
        guard let first = bundle.first else { throw MaterialFault(.authority, "has no certificate that could sign") }
        guard first.isAuthority else { throw MaterialFault(.authority, "the first certificate is no CA") }
        let key = try PEM.privateKey(authorityKey, of: .authorityKey)
        guard key.publicKey == first.publicKey else {
            throw MaterialFault(.authorityKey, "does not belong to the first certificate of ca.crt")
        }
        return CertificateAuthority(certificate: first, key: key)
    }

    /// The serving certificate and intermediate ones, when the key belongs to the first.
    func leaf() throws(MaterialFault) -> [Certificate] {
        let chain = try PEM.certificates(certificate, of: .certificate)
        let key = try PEM.privateKey(self.key, of: .key)
        guard key.publicKey == chain.first?.publicKey else {
            throw MaterialFault(.key, "does not belong to the first certificate of tls.crt")
        }
        return chain
    }

    static func certificates(ofBundles bundles: [[UInt8]]) -> [Certificate] {
        bundles.flatMap { (try? PEM.certificates($0, of: .authority)) ?? [] }
    }
}
