import Manifests
import Startup
import Topology

/// Manifests as people write them, in short.
enum Manifest {
    static func survey(_ text: String, _ settings: SurveySettings = SurveySettings()) -> Survey {
        Survey(ManifestSet([Source(name: "a.yaml", text: text)]), settings)
    }

    static func deployment(_ name: String, annotations: String = "", _ spec: String) -> String {
        """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: \(name)}
        spec:
          selector: {matchLabels: {app: \(name)}}
          template:
            metadata:
              labels: {app: \(name)}
              annotations: {\(annotations)}
            spec: \(spec)

        """
    }

    static func service(_ name: String, port: Int, more: String = "") -> String {
        """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: \(name)}
        spec: {selector: {app: \(name)}, ports: [{port: \(port)}]\(more)}

        """
    }

    static let probe = "readinessProbe: {httpGet: {port: 8080, path: /}, periodSeconds: 1}"

    /// A shop that needs a configuration and a database, as the article has it.
    static let shop =
        service("config", port: 8080) + service("db", port: 5432)
        + deployment("config", "{containers: [{name: config, image: c, ports: [{containerPort: 8080}], \(probe)}]}")
        + deployment(
            "db",
            "{containers: [{name: pg, image: postgres, ports: [{containerPort: 5432}], readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 2}}]}"
        )
        + deployment(
            "shop", annotations: "holdfast.dev/wait-for: \"http://config:8080/info postgres://db:5432\"",
            "{containers: [{name: shop, image: s, command: [shop], \(probe)}]}")
}
