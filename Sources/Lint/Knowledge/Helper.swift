import Startup

/// What well-known programs are for that stand beside an application in its pod.
enum Helper {
    /// The application talks to something through it, or reads what it writes: it is needed from the first second.
    case needed
    /// It watches, ships or measures: nobody waits for it.
    case optional

    /// What a container is, by its name or its image; `nil` for a program of somebody's own.
    static func of(_ container: Container) -> Helper? {
        let image = ImageName(container.image)
        if neededNames.contains(container.name) || neededNames.contains(image.base) || neededNames.contains(image.path)
        {
            return .needed
        }
        if isVaultAgent(container, image) { return .needed }
        if optionalNames.contains(container.name) || optionalNames.contains(image.base) { return .optional }
        return nil
    }

    /// The image is also that of the server: what it runs tells.
    private static func isVaultAgent(_ container: Container, _ image: ImageName) -> Bool {
        image.base == "vault" && container.commandLine.prefix(3).contains { $0 == "agent" || $0 == "proxy" }
    }

    private static let neededNames: Set<String> = [
        "istio-proxy", "proxyv2", "linkerd-proxy", "linkerd/proxy", "linkerd2/proxy", "envoy", "envoy-proxy",
        "envoy-sidecar", "cloud-sql-proxy", "cloudsql-proxy", "gce-proxy", "alloydb-auth-proxy",
        "cloud-sql-proxy-sidecar",
        "csql-proxy", "vault-agent", "oauth2-proxy", "oauth-proxy", "kube-rbac-proxy", "pgbouncer", "pgbouncer-sidecar",
        "consul-dataplane", "consul-agent", "daprd", "twemproxy", "nutcracker", "mcrouter", "proxysql", "dind",
        "aws-sigv4-proxy", "spire-agent", "tailscale",
    ]
    private static let optionalNames: Set<String> = [
        "fluent-bit", "fluentbit", "fluentd", "filebeat", "metricbeat", "promtail", "vector", "logrotate", "alloy",
        "grafana-agent", "otel-collector", "opentelemetry-collector", "opentelemetry-collector-contrib", "jaeger-agent",
        "telegraf", "datadog-agent", "statsd-exporter", "node-exporter", "redis_exporter", "redis-exporter",
        "postgres-exporter", "mysqld-exporter", "aws-xray-daemon", "xray-daemon", "cloudwatch-agent", "config-reloader",
        "prometheus-config-reloader", "configmap-reload", "log-shipper", "logshipper",
    ]
}
