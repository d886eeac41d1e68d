import Authority
import ClusterConnection
import ServiceLifecycle

/// Takes the certificate from the directory where cert-manager's Secret is mounted, and looks whether it has changed: the
/// kubelet replaces it within a minute or two.
struct MountedCertificateService: Service {
    let keeper: ServedCertificateKeeper
    let directory: String

    init(_ keeper: ServedCertificateKeeper, directory: String) {
        self.keeper = keeper
        self.directory = directory
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                keeper.offer(SecretMaterial { FileBytes.read("\(directory)/\($0.rawValue)") })
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }
}
