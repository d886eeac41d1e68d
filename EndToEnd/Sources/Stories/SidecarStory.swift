/// A business container whose first call goes through its sidecar, a real Envoy, as manifests.
package struct SidecarStory: Sendable {
    /// How many pods of it there are.
    package var pods: Int
    /// Seconds until the upstream is ready, or "never": as long Envoy's cluster is unhealthy.
    package var delay: String
    /// hook, wrap or sidecar; nil declares nothing.
    package var strategy: String?
    /// How long the hold waits, as the annotation says it.
    package var timeout: String
    package var busybox: String
    package var python: String
    package var envoy: String

    package init(
        pods: Int, delay: String, strategy: String?, timeout: String, busybox: String, python: String, envoy: String
    ) {
        self.pods = pods
        self.delay = delay
        self.strategy = strategy
        self.timeout = timeout
        self.busybox = busybox
        self.python = python
        self.envoy = envoy
    }

    /// Where Envoy says whether the cluster behind it is healthy.
    package static let ready = "http://localhost:25021/healthz/ready"

    /// The upstream, its Service and what pods mount.
    package var upstream: String {
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: programs}
        data:
          config-service.py: |
        \(ApolloStory.indented(Programs.configService, 4))
          envoy.yaml: |
        \(ApolloStory.indented(EnvoyConfiguration.text, 4))
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: upstream}
        spec:
          selector: {app: upstream}
          # Envoy's own health check says whether it is ready, not the kubelet's: that is what is held for.
          publishNotReadyAddresses: true
          ports: [{port: 6166}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: upstream, labels: {app: upstream}}
        spec:
          terminationGracePeriodSeconds: 1
          automountServiceAccountToken: false
          containers:
            - name: upstream
              image: \(python)
              command: [python3, /programs/config-service.py]
              env: [{name: READY_AFTER, value: "\(delay)"}]
              volumeMounts: [{name: programs, mountPath: /programs}]
          volumes: [{name: programs, configMap: {name: programs}}]

        """
    }

    /// The business Deployment. The application stands first: without a hold it starts before Envoy.
    package var business: String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: business}
        spec:
          replicas: \(pods)
          selector: {matchLabels: {app: business}}
          template:
            metadata:
              labels: {app: business}\(declaration)
            spec:
              terminationGracePeriodSeconds: 1
              automountServiceAccountToken: false
              containers:
                - name: app
                  image: \(busybox)
                  command:
                    - sh
                    - -c
                    - |
                      echo "app starts"
                      timeout 2 wget -q -O /dev/null http://localhost:25001/info || { echo "cannot start"; exit 1; }
                      echo "through the sidecar"
                      mkdir -p /tmp/www
                      echo open >/tmp/www/index.html
                      exec httpd -f -p 8080 -h /tmp/www
                  readinessProbe: {httpGet: {port: 8080, path: /}, periodSeconds: 1}
                - name: envoy
                  image: \(envoy)
                  command: [envoy, -c, /programs/envoy.yaml, --disable-hot-restart, --log-level, warning, --concurrency, "1"]
                  volumeMounts: [{name: programs, mountPath: /programs}]
              volumes: [{name: programs, configMap: {name: programs}}]

        """
    }

    private var declaration: String {
        guard let strategy else { return "" }
        return """

                  annotations:
                    holdfast.dev/startup: |
                      strategy: \(strategy)
                      timeout: \(timeout)
                      containers:
                        app: {dependsOn: {envoy: ready}}
                        envoy: {ready: "\(Self.ready)#status=200"}
            """
    }
}
