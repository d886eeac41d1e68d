import Testing

@testable import Authority

/// One decision each: what was found, what follows.
struct RotationTests {
    private static let day: Int64 = 86_400
    private static let now = Moment(seconds: 1_800_000_000)
    private static let settings: RotationSettings = {
        var settings = RotationSettings(names: ServingNames(service: "s", namespace: "n"))
        settings.settling = 60
        return settings
    }()

    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var inventory: Inventory
        var configurations: [ConfigurationView]
        var served: LeafFacts?
        var change: SecretChange?
        var publishes: [String] = []
        var reasons: [RotationReason] = []
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(
            name: "first start", inventory: Inventory(), configurations: [view([])], change: change(true, [], true),
            publishes: ["m"], reasons: [.created]),
        Row(name: "nothing to do", inventory: found(["a"]), configurations: [view(["a"])]),
        Row(
            name: "leaf due", inventory: found(["a"], leaf: leaf("a", age: 60)), configurations: [view(["a"])],
            change: change(false, ["a"], true), reasons: [.leafDue]),
        Row(
            name: "leaf due a day later", inventory: found(["a"], leaf: leaf("a", age: 59)),
            configurations: [view(["a"])]),
        Row(
            name: "CA due", inventory: found(["a"], age: 487), configurations: [view(["a"])],
            change: change(true, ["a"], false), publishes: ["m"], reasons: [.authorityDue]),
        Row(
            name: "successor not in all", inventory: found(["b", "a"], leaf: leaf("a")),
            configurations: [view(["b", "a"]), view(["a"], name: "v")], publishes: ["v"], reasons: [.bundleRestored]),
        Row(
            name: "successor not settled", inventory: found(["b", "a"], leaf: leaf("a")),
            configurations: [view(["b", "a"], for: 59)]),
        Row(
            name: "successor settled", inventory: found(["b", "a"], leaf: leaf("a")),
            configurations: [view(["b", "a"], for: 60)], change: change(false, ["b", "a"], true),
            reasons: [.successorSettled]),
        Row(
            name: "leaf not settled", inventory: found(["b", "a"], leaf: leaf("b"), for: 59),
            configurations: [view(["b", "a"])]),
        Row(
            name: "leaf settled", inventory: found(["b", "a"], leaf: leaf("b"), for: 60),
            configurations: [view(["b", "a"])], change: change(false, ["b"], false), publishes: ["m"],
            reasons: [.authorityRetired]),
        Row(
            name: "caBundle emptied", inventory: found(["a"]), configurations: [view([])], publishes: ["m"],
            reasons: [.bundleRestored]),
        Row(
            name: "key of the CA lost", inventory: found(["a"], canSign: false), configurations: [view(["a"])],
            change: change(true, ["a"], false), publishes: ["m"], reasons: [.authorityLost]),
        Row(
            name: "Secret deleted, still served", inventory: Inventory(), configurations: [view(["a"])],
            served: leaf("a"), change: change(true, ["a"], false), publishes: ["m"],
            reasons: [.authorityLost, .bundleCompleted]),
        Row(
            name: "Secret deleted, served is a stranger's", inventory: Inventory(), configurations: [view(["a"])],
            served: leaf("x"), change: change(true, [], true), publishes: ["m"], reasons: [.created]),
        Row(
            name: "leaf broken", inventory: found(["a"], leaf: nil), configurations: [view(["a"])],
            change: change(false, ["a"], true), reasons: [.leafUnusable]),
        Row(
            name: "leaf expired", inventory: found(["a"], leaf: leaf("a", age: 91)), configurations: [view(["a"])],
            change: change(false, ["a"], true), reasons: [.leafUnusable]),
        Row(
            name: "Service renamed", inventory: found(["a"], leaf: leaf("a", names: ["old.n.svc"])),
            configurations: [view(["a"])], change: change(false, ["a"], true), reasons: [.leafUnusable]),
        Row(
            name: "another name missing", inventory: found(["a"], leaf: leaf("a", names: ["s.n.svc"])),
            configurations: [view(["a"])], change: change(false, ["a"], true), reasons: [.namesChanged]),
        Row(
            name: "everything expired", inventory: found(["a"], age: 731, leaf: leaf("a", age: 91)),
            configurations: [view(["a"])], change: change(true, [], true), publishes: ["m"],
            reasons: [.created, .authorityRetired]),
    ]

    @Test(arguments: rows)
    func decides(row: Row) {
        let decision = CertificateRotation(settings: Self.settings).decide(
            row.inventory, configurations: row.configurations, served: row.served, now: Self.now)
        #expect(decision.change == row.change)
        #expect(decision.publishes == row.publishes)
        #expect(decision.reasons == row.reasons)
        #expect(Self.now < decision.next && decision.next <= Self.now + 12 * 3600)
    }

    @Test func looksAgainWhenSettled() {
        let decision = CertificateRotation(settings: Self.settings).decide(
            Self.found(["b", "a"], leaf: Self.leaf("a")), configurations: [Self.view(["b", "a"], for: 13)],
            now: Self.now)
        #expect(decision.next == Self.now + 47)
    }

    private static func change(_ authority: Bool, _ keeps: [String], _ leaf: Bool) -> SecretChange {
        SecretChange(makesAuthority: authority, keeps: keeps.map { Fingerprint($0) }, makesLeaf: leaf)
    }

    private static func view(_ bundle: [String], name: String = "m", for seconds: Int64 = 9999) -> ConfigurationView {
        ConfigurationView(name: name, bundle: bundle.map { Fingerprint($0) }, since: now - seconds)
    }

    private static func leaf(_ issuer: String, age: Int64 = 1, names: Set<String>? = nil) -> LeafFacts {
        LeafFacts(
            id: Fingerprint("leaf"),
            validity: Validity(notBefore: now - age * day, notAfter: now + (90 - age) * day),
            names: names ?? Set(settings.names.all), issuer: Fingerprint(issuer))
    }

    /// The first CA is `age` days old, the others nearly done.
    private static func found(
        _ bundle: [String], age: Int64 = 1, canSign: Bool = true, leaf: LeafFacts? = RotationTests.leaf("a"),
        for seconds: Int64 = 9999
    ) -> Inventory {
        let facts = bundle.enumerated().map { index, id in
            let age = index == 0 ? age : 600
            return AuthorityFacts(
                id: Fingerprint(id), validity: Validity(notBefore: now - age * day, notAfter: now + (730 - age) * day))
        }
        return Inventory(bundle: facts, canSign: canSign, leaf: leaf, leafSince: now - seconds)
    }
}
