enum PlaceholderPrometheusMetrics {}
