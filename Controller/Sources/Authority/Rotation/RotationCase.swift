/// One case to decide: what was found, and what follows from it.
struct RotationCase {
    var settings: RotationSettings
    var inventory: Inventory
    var configurations: [ConfigurationView]
    var served: LeafFacts?
    var now: Moment

    /// What to do now.
    var decision: RotationDecision {
        let authority = authorityStep
        let keeps = kept
        let makesLeaf = leafReason(makesAuthority: authority != nil)
        // Only what is certain to be no longer needed is dropped, and never in one write with a new serving certificate:
        // other replicas serve the old one for some seconds more.
        let bundle = keeps.map(\.id)
        var reasons = [authority, makesLeaf].compactMap { $0 }
        if nothingWorks && authority != nil { reasons = [.created] }
        if !retired.isEmpty { reasons.append(.authorityRetired) }
        if bundle.contains(where: { id in !inventory.bundle.contains { $0.id == id } }) {
            reasons.append(.bundleCompleted)
        }
        let changes = authority != nil || makesLeaf != nil || bundle != inventory.bundle.map(\.id)
        let change =
            changes ? SecretChange(makesAuthority: authority != nil, keeps: bundle, makesLeaf: makesLeaf != nil) : nil
        // A new CA has no fingerprint yet, so every configuration lacks it.
        let publishes = configurations.filter { authority != nil || $0.bundle != bundle }.map(\.name)
        if !publishes.isEmpty && change == nil { reasons.append(.bundleRestored) }
        return RotationDecision(
            change: change, publishes: publishes, reasons: reasons,
            next: changes || !publishes.isEmpty ? now + settings.settling : nextLook)
    }

    // MARK: The CA

    /// The CA that signs, if it can.
    var signer: AuthorityFacts? {
        guard inventory.canSign, let first = inventory.bundle.first, first.validity.contains(now) else { return nil }
        return first
    }

    /// Why a new CA is made now; `nil` when none is.
    private var authorityStep: RotationReason? {
        guard let signer else { return .authorityLost }
        return signer.validity.renewal <= now ? .authorityDue : nil
    }

    // MARK: The serving certificate

    /// The serving certificate with which admissions succeed now.
    var working: LeafFacts? {
        for leaf in [inventory.leaf, served].compactMap({ $0 }) where works(leaf) { return leaf }
        return nil
    }

    private func works(_ leaf: LeafFacts) -> Bool {
        guard leaf.validity.contains(now), leaf.names.contains(settings.names.primary), let issuer = leaf.issuer,
            knownValidities[issuer]?.contains(now) ?? true
        else { return false }
        // No configuration at all: the installation has not come so far, and the Secret's bundle will be published.
        if configurations.isEmpty { return inventory.bundle.contains { $0.id == issuer } }
        // In one of them is enough: the others get the bundle now, and must not break this one.
        return configurations.contains { $0.bundle.contains(issuer) }
            || inventory.bundle.contains { $0.id == issuer }
    }

    private var knownValidities: [Fingerprint: Validity] {
        Dictionary(inventory.bundle.map { ($0.id, $0.validity) }) { first, _ in first }
    }

    var nothingWorks: Bool { working == nil }

    /// Why a new serving certificate is made now; `nil` when none is, or not yet.
    private func leafReason(makesAuthority: Bool) -> RotationReason? {
        guard let leaf = working else { return makesAuthority && signer == nil ? .created : .leafUnusable }
        // The successor is unknown to the API servers as yet.
        guard !makesAuthority, let signer, isSettled(signer.id) else { return nil }
        guard let kept = inventory.leaf, kept.id == leaf.id else { return .leafUnusable }
        if leaf.issuer != signer.id { return .successorSettled }
        if !leaf.names.isSuperset(of: settings.names.all) { return .namesChanged }
        return leaf.validity.renewal <= now ? .leafDue : nil
    }

    /// Whether every configuration has had this CA for the settling time.
    private func isSettled(_ authority: Fingerprint) -> Bool {
        configurations.allSatisfy { $0.bundle.contains(authority) && now - $0.since >= settings.settling }
    }
}
