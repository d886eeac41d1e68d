import KubernetesAPI
import Logging
import Metrics
import ServiceLifecycle

/// Takes part in the election, and does a leader's work while it leads.
public struct LeaderService<Transport: APITransport>: Service {
    private let elector: LeaseElector<Transport>
    private let work: [@Sendable () async -> Void]
    private let logger: Logger

    /// A service. Each work runs until its task is cancelled.
    public init(_ elector: LeaseElector<Transport>, work: [@Sendable () async -> Void], logger: Logger) {
        self.elector = elector
        self.work = work
        self.logger = logger
    }

    /// Runs until graceful shutdown, when the Lease is given back, or cancellation.
    public func run() async {
        let (work, logger, elector) = (work, logger, elector)
        let leads = Gauge(label: "holdfast_leader")
        leads.record(0)
        await withGracefulShutdownHandler {
            await elector.run {
                logger.notice("leads: keeps certificates, webhook configurations and status")
                leads.record(1)
                await withTaskGroup(of: Void.self) { group in
                    for work in work { group.addTask(operation: work) }
                }
                leads.record(0)
                logger.notice("leads no longer")
            }
        } onGracefulShutdown: {
            elector.resign()
        }
    }
}
