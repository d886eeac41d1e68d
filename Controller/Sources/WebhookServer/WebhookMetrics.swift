import Metrics

/// What the webhooks' server measures.
public struct WebhookMetrics: Sendable {
    /// What each name means, for `# HELP`.
    public static let help = [
        "holdfast_admission_requests_total": "Reviews answered, by kind and what was decided.",
        "holdfast_admission_duration_seconds": "From a whole request read to its answer written.",
        "holdfast_admission_compute_seconds": "The decision alone, without waiting for a thread.",
        "holdfast_admission_in_flight": "Requests that are read or answered now.",
        "holdfast_admission_request_bytes_total": "Bytes of reviews read.",
        "holdfast_admission_response_bytes_total": "Bytes of reviews answered.",
        "holdfast_admission_rejected_total": "Requests that got no review, by reason.",
        "holdfast_webhook_connections": "Connections to the webhooks now.",
    ]

    struct Timers: Sendable {
        let whole: Timer
        let compute: Timer
    }

    let inFlight: Meter
    let connections: Meter
    let mutate: Timers
    let validate: Timers
    private let requestBytes: Counter
    private let responseBytes: Counter
    private let rejected: [Rejection: Counter]
    private let factory: any MetricsFactory

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        inFlight = Meter(label: "holdfast_admission_in_flight", factory: factory)
        connections = Meter(label: "holdfast_webhook_connections", factory: factory)
        let timers = ["mutate", "validate"].map { webhook in
            Timers(
                whole: Timer(
                    label: "holdfast_admission_duration_seconds", dimensions: [("webhook", webhook)], factory: factory),
                compute: Timer(
                    label: "holdfast_admission_compute_seconds", dimensions: [("webhook", webhook)], factory: factory))
        }
        (mutate, validate) = (timers[0], timers[1])
        requestBytes = Counter(label: "holdfast_admission_request_bytes_total", factory: factory)
        responseBytes = Counter(label: "holdfast_admission_response_bytes_total", factory: factory)
        // All from the start, at zero: a rate needs a value before the first fault.
        rejected = Dictionary(
            uniqueKeysWithValues: Rejection.allCases.map {
                let dimensions = [("reason", $0.rawValue)]
                return (
                    $0, Counter(label: "holdfast_admission_rejected_total", dimensions: dimensions, factory: factory)
                )
            })
    }

    func count(_ rejection: Rejection) { rejected[rejection]?.increment() }

    func received(_ bytes: Int) { requestBytes.increment(by: bytes) }

    func answered(_ answer: WebhookAnswer) {
        responseBytes.increment(by: answer.body.count)
        guard let outcome = answer.outcome else { return count(.malformed) }
        Counter(
            label: "holdfast_admission_requests_total",
            dimensions: [
                ("kind", outcome.kind), ("allowed", "\(outcome.isAllowed)"), ("patched", "\(outcome.isPatched)"),
            ], factory: factory
        ).increment()
    }
}
