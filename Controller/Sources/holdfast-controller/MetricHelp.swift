/// What the metrics mean, as /metrics says it.
enum MetricHelp {
    static let texts = [
        "holdfast_admission_requests_total": "Reviews answered, by kind, verdict and whether the object was changed.",
        "holdfast_admission_duration_seconds": "From a review's whole body until its answer was written.",
        "holdfast_certificate_steps_total": "Steps of keeping the certificates, by step.",
        "holdfast_leader": "1 on the replica that keeps certificates, webhook configurations and status.",
        "holdfast_policies": "Policies that count now.",
        "holdfast_pods_held": "Pods in the cluster that were given their order.",
        "holdfast_pods_unheld": "Pods that declare start-up, or that a policy is for, and were admitted without.",
        "holdfast_watch_failures_total": "Watches that failed and were begun anew, by what was watched.",
    ]
}
