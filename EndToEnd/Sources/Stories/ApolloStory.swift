/// The article's story as manifests: a configuration service that takes its time, and a business service that asks
/// it once and fails when it does not answer.
package struct ApolloStory: Sendable {
    /// How many replicas the business service has.
    package var replicas: Int
    /// How many seconds after its start the configuration service is ready.
    package var delay: Int
    package var busybox: String
    package var python: String

    package init(replicas: Int, delay: Int, busybox: String, python: String) {
        self.replicas = replicas
        self.delay = delay
        self.busybox = busybox
        self.python = python
    }

    /// Where the configuration service answers.
    package static let target = "http://apollo-configservice:6166/info"

    /// The programs, which every pod mounts: created before anything is measured.
    package var programs: String {
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: programs}
        data:
          config-service.py: |
        \(Self.indented(Programs.configService, 4))
          witness.py: |
        \(Self.indented(Programs.witness, 4))
          shop.sh: |
        \(Self.indented(Programs.shop, 4))
          proxy.sh: |
        \(Self.indented(Programs.proxy, 4))
          pilot-agent: |
        \(Self.indented(Programs.pilotAgent, 4))

        """
    }

    /// The configuration service, its Service, and the witness that says when it answered for the first time.
    package var dependency: String {
        """
        apiVersion: v1
        kind: Service
        metadata: {name: apollo-configservice}
        spec:
          selector: {app: apollo-configservice}
          ports: [{port: 6166}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: apollo-configservice}
        spec:
          selector: {matchLabels: {app: apollo-configservice}}
          template:
            metadata: {labels: {app: apollo-configservice}}
            spec:
              terminationGracePeriodSeconds: 1
              automountServiceAccountToken: false
              containers:
                - name: config
                  image: \(python)
                  command: [python3, /programs/config-service.py]
                  env: [{name: READY_AFTER, value: "\(delay)"}]
                  readinessProbe: {httpGet: {port: 6166, path: /info}, periodSeconds: 1}
                  volumeMounts: [{name: programs, mountPath: /programs}]
              volumes: [{name: programs, configMap: {name: programs}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: witness, labels: {app: witness}}
        spec:
          terminationGracePeriodSeconds: 1
          automountServiceAccountToken: false
          containers:
            - name: witness
              image: \(python)
              command: [python3, /programs/witness.py]
              volumeMounts: [{name: programs, mountPath: /programs}]
          volumes: [{name: programs, configMap: {name: programs}}]

        """
    }

    /// The business Deployment, ordered in one of the ways; Holdfast's are declared here and carried out by `inject`.
    package func business(_ way: Way) -> String {
        let annotations: String
        switch way {
        case .holdfastInit, .holdfastWrap:
            annotations = "\n        holdfast.dev/wait-for: \(Self.target)"
        case .holdfastIstio, .holdfastIstioWrap:
            annotations = "\n        proxy.istio.io/config: '{\"holdApplicationUntilProxyStarts\": true}'"
        default:
            annotations = " {}"
        }
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              replicas: \(replicas)
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels: {app: shop}
                  annotations:\(annotations.replacing("\n", with: "\n    "))
                spec:
                  terminationGracePeriodSeconds: 1
                  automountServiceAccountToken: false\(initContainers(way))
                  containers:
            \(containers(way).map { Self.indented($0, 8) }.joined(separator: "\n"))
                  volumes:
                    - {name: programs, configMap: {name: programs, defaultMode: 0755}}

            """
    }

    /// The same declaration for those who do not own the manifest.
    package func policy(strategy: String = "auto") -> String {
        """
        apiVersion: holdfast.dev/v1alpha1
        kind: StartupPolicy
        metadata: {name: config-first}
        spec:
          selector: {matchLabels: {app: shop}}
          strategy: \(strategy)
          waitFor: ["\(Self.target)"]

        """
    }

    private func initContainers(_ way: Way) -> String {
        guard way == .initLoop else { return "" }
        return """

                  initContainers:
                    - name: wait-for-config
                      image: \(busybox)
                      command: [sh, -c, "until timeout 2 wget -q -O /dev/null \(Self.target); do sleep 2; done"]
            """
    }

    private func containers(_ way: Way) -> [String] {
        let before = way == .sleep ? "sleep 30; " : ""
        let shop = """
            - name: shop
              image: \(busybox)
              command: [sh, -c, "\(before)exec sh /programs/shop.sh"]
              readinessProbe: {httpGet: {port: 8080, path: /}, periodSeconds: 1}
              volumeMounts: [{name: programs, mountPath: /programs}]
            """
        let agent = """
            - name: agent
              image: \(busybox)
              command: [sleep, "1000000"]
              lifecycle:
                postStart:
                  exec: {command: [sh, -c, "until timeout 2 wget -q -O /dev/null \(Self.target); do sleep 1; done"]}
            """
        switch way {
        case .hook: return [agent, shop]
        case .istio: return [proxy(hook: "pilot-agent wait"), shop]
        // Where Istio's injector puts it by default: behind, and nobody waits for it.
        case .holdfastIstio, .holdfastIstioWrap: return [shop, proxy(hook: nil)]
        default: return [shop]
        }
    }

    /// A stand-in for istio-proxy: ready, on Istio's port, when what stands for its control plane answers.
    private func proxy(hook: String?) -> String {
        let lifecycle = hook.map {
            "\n  lifecycle: {postStart: {exec: {command: [\($0.split(separator: " ").joined(separator: ", "))]}}}"
        }
        return """
            - name: istio-proxy
              image: \(busybox)
              command: [sh, /programs/proxy.sh]
              volumeMounts:
                - {name: programs, mountPath: /programs}
                - {name: programs, mountPath: /bin/pilot-agent, subPath: pilot-agent}\(lifecycle ?? "")
            """
    }

    /// Every line that has something set in by so many spaces.
    static func indented(_ text: String, _ spaces: Int) -> String {
        let space = String(repeating: " ", count: spaces)
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : space + $0 }.joined(separator: "\n")
    }
}
