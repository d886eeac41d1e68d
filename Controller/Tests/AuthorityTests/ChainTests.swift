import Foundation
import Testing
@_spi(FixedExpiryValidationTime) import X509

@testable import Authority

/// Certificates made here verify where it matters: by the library's verifier, and by OpenSSL.
struct ChainTests {
    let settings: RotationSettings = {
        var settings = RotationSettings(
            names: ServingNames(service: "holdfast-controller", namespace: "holdfast-system"))
        settings.settling = 60
        return settings
    }()
    let now = Moment(Date())

    @Test(arguments: ["holdfast-controller.holdfast-system.svc", "holdfast-controller.holdfast-system", "other.svc"])
    func verifierAgrees(name: String) async throws {
        let material = try made()
        let leaf = try #require(try material.leaf().first)
        let roots = try PEM.certificates(material.bundle, of: .authority)
        var verifier = Verifier(rootCertificates: CertificateStore(roots)) {
            RFC5280Policy(fixedExpiryValidationTime: now.date)
            ServerIdentityPolicy(serverHostname: name, serverIP: nil)
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore([]))
        let isValid = if case .validCertificate = result { true } else { false }
        #expect(isValid == (name != "other.svc"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs /usr/bin/openssl"))
    func openSSLAgrees() throws {
        let first = try made()
        // The middle of a rotation: the old leaf against the new bundle.
        var generator = SplitMix(state: 2)
        let staged = try first.applying(
            SecretChange(
                makesAuthority: true, keeps: SecretMaterial.fingerprints(ofBundle: first.bundle), makesLeaf: false),
            settings: settings, now: now, using: &generator)
        #expect(try openSSL(first, name: settings.names.primary) == 0)
        #expect(try openSSL(staged, name: settings.names.primary) == 0)
        #expect(try openSSL(first, name: "other.svc") != 0)
        let stranger = try made(seed: 3)
        #expect(try openSSL(SecretMaterial(bundle: stranger.bundle, certificate: first.certificate), name: "x") != 0)
    }

    @Test func brokenSecrets() throws {
        let good = try made()
        let other = try made(seed: 9)
        let table: [(SecretMaterial, Int64, SecretKey, String)] = [
            (SecretMaterial(), 0, .certificate, "missing"),
            (with(good, .certificate, Array("nonsense".utf8)), 0, .certificate, "no"),
            (with(good, .certificate, [0xFF, 0xFE]), 0, .certificate, "not text"),
            (with(good, .certificate, good.key), 0, .certificate, "not a CERTIFICATE"),
            (with(good, .key, []), 0, .key, "missing"),
            (with(good, .key, good.certificate), 0, .key, "not a PRIVATE KEY"),
            (with(good, .key, other.key), 0, .key, "does not belong"),
            (with(good, .authority, other.bundle), 0, .certificate, "not signed"),
            (good, -7200, .certificate, "not valid for"),
            (good, 91 * 86_400, .certificate, "expired"),
        ]
        for (material, offset, key, words) in table {
            do throws(MaterialFault) {
                try material.check(names: settings.names, now: now + offset)
                Issue.record("no fault: \(words)")
            } catch {
                #expect(error.key == key && error.message.contains(words), "\(error)")
            }
        }
        // As a self-signed issuer of cert-manager's makes it: `ca.crt` is `tls.crt`.
        var selfSigned = good
        selfSigned.bundle = good.certificate
        try selfSigned.check(names: settings.names, now: now)
        let renamed = ServingNames(service: "a", namespace: "b")
        #expect(throws: MaterialFault.self) { try good.check(names: renamed, now: now) }
        try good.check(names: settings.names, now: now)
        #expect("\(good)".contains("ca.key") && !String(reflecting: good).contains("PRIVATE"))
    }

    @Test func rotationOnRealCertificates() throws {
        let rotation = CertificateRotation(settings: settings)
        var generator = SplitMix(state: 5)
        var sightings = Sightings()
        var material = SecretMaterial()
        var caBundle: [UInt8] = []
        var seen: [[RotationReason]] = []
        // First start, then two thirds of the CA's life later: successor, new leaf, old CA gone. Each look is a minute on.
        for offset in [0, 60, 487 * 86_400, 487 * 86_400 + 60, 487 * 86_400 + 120, 487 * 86_400 + 180] as [Int64] {
            let time = now + offset
            let inventory = material.inventory(known: [caBundle], sightings: &sightings, now: time).inventory
            let bundle = SecretMaterial.fingerprints(ofBundle: caBundle)
            let view = ConfigurationView(
                name: "m", bundle: bundle, since: sightings.note("m", is: bundle, now: time))
            let decision = rotation.decide(inventory, configurations: [view], now: time)
            if let change = decision.change {
                material = try material.applying(
                    change, settings: settings, known: [caBundle], now: time, using: &generator)
            }
            if !decision.publishes.isEmpty { caBundle = material.bundle }
            seen.append(decision.reasons)
        }
        // The leaf of the first day has long expired at 487 days: that is mended first, by the CA everyone knows.
        #expect(seen == [[.created], [], [.leafUnusable], [.authorityDue], [], [.successorSettled]])
        try material.check(names: settings.names, now: now + 487 * 86_400 + 180)
        #expect(SecretMaterial.fingerprints(ofBundle: material.bundle).count == 2)
        // A Secret deleted: the old CA comes back from the configuration's bundle.
        let kept = SecretMaterial.fingerprints(ofBundle: caBundle)
        let restored = try SecretMaterial().applying(
            SecretChange(makesAuthority: true, keeps: kept, makesLeaf: false), settings: settings, known: [caBundle],
            now: now, using: &generator)
        #expect(Array(SecretMaterial.fingerprints(ofBundle: restored.bundle).dropFirst()) == kept)
        #expect(restored.data["tls.crt"] == nil)
    }

    @Test func servedStaysWhenTheSecretBreaks() throws {
        var served = ServedCertificate(names: settings.names)
        let good = try made()
        let first = try served.offer(good, now: now)
        let again = try served.offer(good, now: now)
        #expect(first && !again)
        #expect(throws: MaterialFault.self) { try served.offer(SecretMaterial(), now: now) }
        #expect(served.material == good)
    }

    private func made(seed: UInt64 = 1) throws -> SecretMaterial {
        var generator = SplitMix(state: seed)
        return try SecretMaterial().applying(
            SecretChange(makesAuthority: true, keeps: [], makesLeaf: true), settings: settings, now: now,
            using: &generator)
    }

    private func with(_ material: SecretMaterial, _ key: SecretKey, _ bytes: [UInt8]) -> SecretMaterial {
        var data = material.data
        data[key.rawValue] = bytes
        return SecretMaterial(data: data)
    }

    private func openSSL(_ material: SecretMaterial, name: String) throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.appending(path: "authority-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (bundle, leaf) = (folder.appending(path: "ca.crt"), folder.appending(path: "tls.crt"))
        try Data(material.bundle).write(to: bundle)
        try Data(material.certificate).write(to: leaf)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", name, "-CAfile", bundle.path,
            leaf.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
