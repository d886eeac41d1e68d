import Authority
import KubernetesAPI
import Logging
import Manifests
import Reconciling
import Synchronization
import WebhookServer

/// Hands certificates to the server when they can be served; what cannot changes nothing.
final class ServedCertificateKeeper: Sendable {
    private let store: CertificateStore
    private let served: Mutex<ServedCertificate>
    private let logger: Logger

    init(_ store: CertificateStore, names: ServingNames, logger: Logger) {
        self.store = store
        self.logger = logger
        served = Mutex(ServedCertificate(names: names))
    }

    /// What is served now.
    var facts: LeafFacts? {
        served.withLock { $0.material }?.leafFacts(known: [])
    }

    /// The Secret as it is now; `nil` when there is none.
    func offer(secret: Value?) {
        guard let secret else { return }
        offer(SecretMaterial(data: SecretData.decoded(secret)))
    }

    /// Takes it if it can be served and is another one.
    func offer(_ material: SecretMaterial) {
        // Half of a rotation: the CA is there, and what it signs comes next.
        if material.certificate.isEmpty { return }
        do {
            // One at a time: what is known to be served has to be what is served.
            let isNew = try served.withLock { (served) throws in
                var next = served
                let isNew = try next.offer(material, now: WallClock.moment())
                if isNew { try store.update(chainPEM: material.certificate, keyPEM: material.key) }
                // Only now: what the TLS library refuses is not served.
                served = next
                return isNew
            }
            if isNew { logger.notice("serves a new certificate") }
        } catch let fault as MaterialFault {
            logger.warning(
                "the certificate cannot be served: \(fault.message)",
                metadata: ["where": "\(fault.key.rawValue)", "cure": "\(fault.cure)"])
        } catch {
            logger.warning("the certificate cannot be served: \(error)")
        }
    }
}
