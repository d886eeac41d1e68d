import ServiceLifecycle

/// Offers what there is as a certificate again and again: a mounted Secret says nothing when it changes (the kubelet
/// replaces it within a minute or two), and what was refused may be good later, as with a node whose clock was wrong.
struct CertificateOfferService: Service {
    /// Offers it once.
    let offer: @Sendable () -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                offer()
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }
}
