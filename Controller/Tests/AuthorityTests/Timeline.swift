@testable import Authority

/// A cluster in virtual time: one Secret, two configurations, three replicas and two API servers with late views.
struct Timeline {
    var rotation = CertificateRotation(settings: RotationSettings(names: ServingNames(service: "s", namespace: "n")))
    var random: SplitMix
    var broken: [String] = []
    var authoritiesMade = 0
    var writes = 0

    private var now = Moment(seconds: 1_800_000_000)
    private var secret = Inventory()
    private var bundles: [[Fingerprint]] = [[], []]
    private var authorities: [Fingerprint: Validity] = [:]
    private var sightings = Sightings()
    /// What replicas serve and API servers trust.
    private var served: [LeafFacts?] = [nil, nil, nil]
    private var trusted: [[[Fingerprint]]] = [[[], []], [[], []]]
    /// The end of the last outage.
    private var rested = Moment(seconds: 0)
    /// What reaches them when.
    private var arrivals: [(at: Moment, what: Arrival)] = []

    private enum Arrival {
        case leaf(replica: Int, LeafFacts)
        case bundle(server: Int, configuration: Int, [Fingerprint])
    }

    init(seed: UInt64) { random = SplitMix(state: seed) }

    mutating func run(years: Int64) {
        let end = now + years * 365 * 86_400
        var wake = now
        var deletion = now + .random(in: 86_400...86_400 * 365, using: &random)
        var isSettled = false
        while now < end {
            let arrival = arrivals.map(\.at).min() ?? end
            now = min(max(now, wake), arrival)
            arrive()
            if wake <= now { wake = act() }
            if deletion <= now {
                secret = Inventory()
                deletion = now + .random(in: 86_400 * 30...86_400 * 700, using: &random)
                wake = now
            }
            // The first start is the emergency that is excepted.
            isSettled = isSettled || !trusted.joined().contains([]) && !served.contains(nil)
            if isSettled { check() }
        }
    }

    private mutating func arrive() {
        for arrival in arrivals where arrival.at <= now {
            switch arrival.what {
            case .leaf(let replica, let leaf): served[replica] = leaf
            case .bundle(let server, let configuration, let bundle): trusted[server][configuration] = bundle
            }
        }
        arrivals.removeAll { $0.at <= now }
    }

    private mutating func act() -> Moment {
        // Another leader, who has seen nothing yet; or nobody for up to three weeks.
        if Int.random(in: 0..<5, using: &random) == 0 { sightings = Sightings() }
        // Twice in a row would be longer than the third of a serving certificate's life that is kept in reserve.
        if rested + 86_400 < now, Int.random(in: 0..<40, using: &random) == 0 {
            rested = now + .random(in: 1...21 * 86_400, using: &random)
            return rested
        }
        if let leaf = secret.leaf { secret.leafSince = sightings.note("leaf", is: [leaf.id], now: now) }
        let views = bundles.indices.map { index in
            ConfigurationView(
                name: "\(index)", bundle: bundles[index],
                since: sightings.note("\(index)", is: bundles[index], now: now))
        }
        let decision = rotation.decide(secret, configurations: views, served: served[0], now: now)
        if let change = decision.change { apply(change) }
        // The process may end between the Secret and the configurations, or between two of these.
        for name in decision.publishes where Int.random(in: 0..<10, using: &random) != 0 {
            guard let index = Int(name) else { continue }
            bundles[index] = secret.bundle.map(\.id)
            writes += 1
            for server in trusted.indices {
                send(.bundle(server: server, configuration: index, bundles[index]))
            }
        }
        // What was written comes back by the watches and wakes the leader long before anyone has settled.
        let wrote = decision.change != nil || !decision.publishes.isEmpty
        let isWoken = wrote || Int.random(in: 0..<3, using: &random) == 0
        return isWoken ? now + .random(in: 1...70, using: &random) : max(decision.next, now + 1)
    }

    private mutating func apply(_ change: SecretChange) {
        writes += 1
        let settings = rotation.settings
        var bundle = change.keeps
        if change.makesAuthority {
            authoritiesMade += 1
            let id = Fingerprint("ca\(authoritiesMade)")
            authorities[id] = Validity(notBefore: now - settings.backdating, notAfter: now + settings.authorityLife)
            bundle.insert(id, at: 0)
            secret.canSign = true
        }
        secret.bundle = bundle.compactMap { id in authorities[id].map { AuthorityFacts(id: id, validity: $0) } }
        guard change.makesLeaf, let signer = secret.bundle.first else { return }
        let leaf = LeafFacts(
            id: Fingerprint("leaf\(writes)"),
            validity: Validity(
                notBefore: now - settings.backdating, notAfter: min(now + settings.leafLife, signer.validity.notAfter)),
            names: Set(settings.names.all), issuer: signer.id)
        secret.leaf = leaf
        for replica in served.indices { send(.leaf(replica: replica, leaf)) }
    }

    /// Up to 30 s late, but never before what was sent earlier to the same: watches keep the order.
    private mutating func send(_ what: Arrival) {
        let earlier = arrivals.filter { Self.receiver($0.what) == Self.receiver(what) }.map(\.at).max() ?? now
        arrivals.append((max(earlier, now + .random(in: 0...30, using: &random)), what))
    }

    private static func receiver(_ arrival: Arrival) -> String {
        switch arrival {
        case .leaf(let replica, _): "r\(replica)"
        case .bundle(let server, let configuration, _): "s\(server)c\(configuration)"
        }
    }

    private mutating func check() {
        for leaf in served.compactMap({ $0 }) {
            if !leaf.validity.contains(now) { broken.append("\(leaf.id) is not valid at \(now.seconds)") }
            for bundle in trusted.joined() {
                let isTrusted = leaf.issuer.map { bundle.contains($0) && authorities[$0]?.contains(now) == true }
                if isTrusted != true { broken.append("\(leaf.id) against \(bundle) at \(now.seconds)") }
            }
        }
    }
}
