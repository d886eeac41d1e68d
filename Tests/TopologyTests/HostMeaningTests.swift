import Manifests
import Testing

@testable import Topology

struct HostMeaningTests {
    static let manifests = """
        apiVersion: v1
        kind: Service
        metadata: {name: config, namespace: prod}
        spec: {selector: {app: config}, ports: [{port: 80, targetPort: web}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: prod}
        spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: prod}
        spec:
          serviceName: db
          template:
            metadata: {labels: {app: db}}
            spec: {containers: [{name: pg, image: postgres, ports: [{containerPort: 5432}]}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: config, namespace: prod}
        spec:
          template:
            metadata: {labels: {app: config, tier: back}}
            spec:
              containers:
                - {name: log, image: log}
                - {name: app, image: config, ports: [{name: web, containerPort: 8080}]}
        """

    let survey = Survey(ManifestSet([Source(name: "a.yaml", text: manifests)]))

    @Test(arguments: [
        ("localhost", HostMeaning.loopback), ("127.0.0.1", .loopback), ("::1", .loopback), ("10.0.0.7", .elsewhere),
        ("config", .service(0)), ("CONFIG.", .service(0)), ("config.prod", .service(0)),
        ("config.prod.svc", .service(0)),
        ("config.prod.svc.cluster.local", .service(0)), ("config.prod.svc.my.domain", .service(0)),
        ("db-0.db", .statefulPod(service: 1, pod: 0)), ("db-0.db.prod.svc", .statefulPod(service: 1, pod: 0)),
        ("other", .missing(service: "other", namespace: "prod")),
        ("config.dev.svc", .missing(service: "config", namespace: "dev")),
        ("other.prod", .missing(service: "other", namespace: "prod")), ("example.com", .elsewhere),
        ("a.b.c.example.com", .elsewhere), ("$(DB_HOST)", .elsewhere), ("", .elsewhere), (".", .elsewhere),
    ])
    func hosts(_ host: String, _ meaning: HostMeaning) {
        #expect(survey.meaning(ofHost: host, from: "prod") == meaning)
    }

    @Test func anotherNamespaceHasItsOwnNames() {
        #expect(survey.meaning(ofHost: "config", from: "dev") == .missing(service: "config", namespace: "dev"))
        #expect(survey.meaning(ofHost: "config.prod", from: "dev") == .service(0))
    }

    @Test func aServiceLeadsToItsPodsAndTheirContainer() {
        #expect(survey.pods(behind: survey.services[0]) == [1])
        #expect(survey.container(behind: survey.services[0], port: 80, in: 1) == "app")
        #expect(survey.container(behind: survey.services[1], port: 5432, in: 0) == "pg")
        #expect(survey.container(behind: survey.services[0], port: 81, in: 1) == nil)
    }
}
