/// One case to decide: what was found, and what follows from it.
struct RotationCase {
    var settings: RotationSettings
    var inventory: Inventory
    var configurations: [ConfigurationView]
    var served: LeafFacts?
    var now: Moment

    /// What to do now.
    var decision: RotationDecision {
        let authority = authorityReason
        let leaf = leafReason(besides: authority)
        let keeps = kept
        let present = inventory.bundle.map(\.id)

        var reasons: [RotationReason] = []
        for reason in [authority, leaf] {
            if let reason, !reasons.contains(reason) { reasons.append(reason) }
        }
        if present.contains(where: isRetired) { reasons.append(.authorityRetired) }
        if keeps.contains(where: { !present.contains($0) }) { reasons.append(.bundleCompleted) }

        let isChange = authority != nil || leaf != nil || keeps != present
        let change =
            isChange ? SecretChange(makesAuthority: authority != nil, keeps: keeps, makesLeaf: leaf != nil) : nil
        // A new CA has no fingerprint yet; no configuration can have it.
        let publishes = configurations.filter { authority != nil || $0.bundle != keeps }.map(\.name)
        if !publishes.isEmpty && reasons.isEmpty { reasons.append(.bundleRestored) }
        return RotationDecision(
            change: change, publishes: publishes, reasons: reasons,
            next: isChange || !publishes.isEmpty ? now + settings.settling : nextLook)
    }

    // MARK: The CA

    /// The CA that signs, if it can.
    private var signer: AuthorityFacts? {
        guard inventory.canSign, let first = inventory.bundle.first, first.validity.contains(now) else { return nil }
        return first
    }

    /// Why a new CA is made now; `nil` when none is.
    private var authorityReason: RotationReason? {
        guard let signer else { return working == nil ? .created : .authorityLost }
        // Where nothing works, the API servers' present CA mends it sooner than one they do not know yet.
        return working != nil && signer.validity.renewal <= now ? .authorityDue : nil
    }

    /// The CA certificates that stay in the bundle, in order.
    private var kept: [Fingerprint] {
        var kept: [Fingerprint] = []
        for authority in inventory.bundle where !isRetired(authority.id) && !kept.contains(authority.id) {
            kept.append(authority.id)
        }
        if let issuer = working?.issuer, !kept.contains(issuer) { kept.append(issuer) }
        return kept
    }

    /// Whether nobody needs this CA of the bundle any more.
    private func isRetired(_ id: Fingerprint) -> Bool {
        guard let authority = inventory.bundle.first(where: { $0.id == id }) else { return false }
        if authority.validity.notAfter < now { return true }
        guard let signer, signer.id != id, let leaf = working, leaf == inventory.leaf else { return false }
        // Other replicas may serve the certificate before this one for a while.
        return leaf.issuer == signer.id && now - inventory.leafSince >= settings.settling
    }

    // MARK: The serving certificate

    /// The serving certificate with which admissions succeed, if need be when the bundle is published.
    private var working: LeafFacts? {
        if let leaf = inventory.leaf, works(leaf) { return leaf }
        if let served, works(served) { return served }
        return nil
    }

    private func works(_ leaf: LeafFacts) -> Bool {
        guard leaf.validity.contains(now), leaf.names.contains(settings.names.primary), let issuer = leaf.issuer else {
            return false
        }
        if let authority = inventory.bundle.first(where: { $0.id == issuer }) {
            return authority.validity.contains(now)
        }
        // In one configuration is enough: that one must not break, and the others get the CA with the bundle.
        return configurations.contains { $0.bundle.contains(issuer) }
    }

    /// Why a new serving certificate is made now; `nil` when none is, or not yet.
    private func leafReason(besides authority: RotationReason?) -> RotationReason? {
        guard let leaf = working else { return authority ?? .leafUnusable }
        // A CA that the API servers may not know yet must not sign what replaces a certificate that works.
        guard authority == nil, let signer, isSettled(signer.id) else { return nil }
        if leaf.issuer != signer.id { return .successorSettled }
        if leaf != inventory.leaf { return .leafUnusable }
        if !leaf.names.isSuperset(of: settings.names.all) { return .namesChanged }
        return leaf.validity.renewal <= now ? .leafDue : nil
    }

    /// Whether every configuration has had this CA for the settling time.
    private func isSettled(_ authority: Fingerprint) -> Bool {
        configurations.allSatisfy { $0.bundle.contains(authority) && now - $0.since >= settings.settling }
    }

    // MARK: The next look

    /// When something becomes due. What is due already waits for something else that is in this list, too.
    private var nextLook: Moment {
        var moments = configurations.map { $0.since + settings.settling }
        moments.append(inventory.leafSince + settings.settling)
        if let leaf = working { moments += [leaf.validity.renewal, leaf.validity.notAfter + 1] }
        if let signer { moments.append(signer.validity.renewal) }
        moments += inventory.bundle.map { $0.validity.notAfter + 1 }
        return moments.filter { now < $0 }.min().map { min($0, now + settings.longestWait) }
            ?? now + settings.longestWait
    }
}
