/// Envoy as a sidecar: 25001 leads to the upstream, 25021 says whether the upstream's cluster is healthy.
package enum EnvoyConfiguration {
    /// The bootstrap file.
    package static let text = """
        static_resources:
          listeners:
            - name: outbound
              address: {socket_address: {address: 127.0.0.1, port_value: 25001}}
              filter_chains:
                - filters:
                    - name: envoy.filters.network.http_connection_manager
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                        stat_prefix: outbound
                        route_config:
                          virtual_hosts:
                            - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: upstream}}]}
                        http_filters:
                          - name: envoy.filters.http.router
                            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
            - name: health
              address: {socket_address: {address: 0.0.0.0, port_value: 25021}}
              filter_chains:
                - filters:
                    - name: envoy.filters.network.http_connection_manager
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                        stat_prefix: health
                        route_config:
                          virtual_hosts:
                            - {name: none, domains: ["*"], routes: [{match: {prefix: /}, direct_response: {status: 404}}]}
                        http_filters:
                          - name: envoy.filters.http.health_check
                            typed_config:
                              "@type": type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck
                              pass_through_mode: false
                              cluster_min_healthy_percentages: {upstream: {value: 100}}
                              headers: [{name: ":path", string_match: {exact: /healthz/ready}}]
                          - name: envoy.filters.http.router
                            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
          clusters:
            - name: upstream
              type: STRICT_DNS
              dns_lookup_family: V4_ONLY
              connect_timeout: 1s
              health_checks:
                - timeout: 1s
                  interval: 0.25s
                  no_traffic_interval: 0.25s
                  unhealthy_threshold: 1
                  healthy_threshold: 1
                  http_health_check: {path: /info}
              load_assignment:
                cluster_name: upstream
                endpoints:
                  - lb_endpoints:
                      - endpoint: {address: {socket_address: {address: upstream, port_value: 6166}}}
        """
}
