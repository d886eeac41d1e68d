import WebhookServer

/// What the metrics mean, as /metrics says it.
enum MetricHelp {
    static let texts = WebhookMetrics.help.merging(own) { $1 }

    private static let own = [
        "holdfast_certificate_steps_total": "Steps of keeping the certificates, by step.",
        "holdfast_leader": "1 on the replica that keeps certificates, webhook configurations and status.",
        "holdfast_policies": "Policies that count now.",
        "holdfast_pods_held": "Pods that policies select and that carry their order, counted once a policy.",
        "holdfast_pods_unheld": "Pods that declare start-up, or that a policy is for, and were admitted without.",
        "holdfast_watch_failures_total": "Watches that failed and were begun anew, by what was watched.",
    ]
}
