import Manifests
import StartupGraph
import Testing

@testable import Topology

struct WorkloadGraphTests {
    static let shop = """
        apiVersion: v1
        kind: Service
        metadata: {name: config}
        spec: {selector: {app: config}, ports: [{port: 80, targetPort: web}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: config}
        spec:
          template:
            metadata:
              labels: {app: config}
              annotations: {holdfast.dev/wait-for: "tcp://db.example.com:5432"}
            spec:
              containers:
                - {name: log, image: log}
                - {name: app, image: config, ports: [{name: web, containerPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          template:
            metadata: {annotations: {holdfast.dev/wait-for: "http://config/info, kube:job/migrate"}}
            spec:
              initContainers:
                - {name: first, image: a}
                - {name: second, image: b}
              containers: [{name: app, image: shop}]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec: {template: {spec: {restartPolicy: Never, containers: [{name: run, image: m}]}}}
        """

    private func graph(_ text: String) -> (Survey, WorkloadGraph) {
        let survey = Survey(ManifestSet([Source(name: "a.yaml", text: text)]))
        return (survey, survey.graph())
    }

    private func shown(_ graph: WorkloadGraph) -> [String] {
        graph.links.map { link in
            let (from, to) = (graph.graph.nodes[link.dependent].name, graph.graph.nodes[link.dependency].name)
            return "\(from) > \(to) \(link.condition) \(link.origin)"
        }
    }

    @Test func targetsLeadToTheContainersBehindThem() {
        let (_, graph) = graph(WorkloadGraphTests.shop)
        let links = shown(graph)
        #expect(links.contains("deployment/shop/app > deployment/config/app ready declared"))
        #expect(links.contains("deployment/shop/app > job/migrate/run completed declared"))
        #expect(links.contains("deployment/config/app > tcp://db.example.com:5432 ready declared"))
        #expect(links.contains("deployment/shop/second > deployment/shop/first completed kubelet"))
        #expect(links.contains("deployment/shop/app > deployment/shop/second completed kubelet"))
        #expect(!links.contains { $0.contains("/log >") && $0.contains("config/app") })
    }

    @Test func aServiceAsksForTheWholePod() throws {
        let (_, graph) = graph(WorkloadGraphTests.shop)
        let waves = try graph.waves()
        let names = graph.graph.nodes.map(\.name)
        func wave(_ name: String) throws -> Int { waves[try #require(names.firstIndex(of: name))] }
        #expect(try wave("tcp://db.example.com:5432") == 0)
        #expect(try wave("deployment/config/app") == 1)
        #expect(try wave("deployment/shop/first") == 0)
        // After config's containers, in the wave after theirs: the pod being Ready takes none.
        #expect(try wave("deployment/shop/app") == 2)
    }

    @Test func cyclesAcrossWorkloadsAreSeen() {
        let (_, graph) = graph(
            WorkloadGraphTests.shop.replacing("tcp://db.example.com:5432", with: "tcp://shop:8080") + """

                ---
                apiVersion: v1
                kind: Service
                metadata: {name: shop}
                spec: {selector: {app: shop}, ports: [{port: 8080}]}
                """)
        #expect(throws: Never.self) { try graph.waves() }
        let (_, closed) = self.graph(
            WorkloadGraphTests.shop.replacing("tcp://db.example.com:5432", with: "tcp://shop:8080")
                .replacing(
                    "metadata: {annotations: {holdfast.dev/wait-for: \"http",
                    with: "metadata: {labels: {app: shop}, annotations: {holdfast.dev/wait-for: \"http")
                    + """

                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop}
                    spec: {selector: {app: shop}, ports: [{port: 8080}]}
                    """)
        #expect(throws: CycleError.self) { try closed.waves() }
    }

    @Test func documentsGivenTwiceAreTwo() throws {
        let survey = Survey(
            ManifestSet([
                Source(name: "a.yaml", text: WorkloadGraphTests.shop),
                Source(name: "b.yaml", text: WorkloadGraphTests.shop),
            ]))
        let graph = survey.graph()
        #expect(graph.graph.nodes.count == graph.vertices.count)
        #expect(try graph.waves().max() == 2)
    }

    @Test func aStatefulSetsPodByItsName() {
        let (_, graph) = graph(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec: {template: {spec: {containers: [{name: pg, image: postgres}]}}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "kube:pod/db-0"}}
            spec: {containers: [{name: app, image: shop}]}
            """)
        #expect(shown(graph) == ["pod/shop/app > statefulset/db/pg ready declared"])
    }

    @Test func onWindowsNothingHolds() {
        let text = WorkloadGraphTests.shop.replacing(
            "      initContainers:", with: "      os: {name: windows}\n      initContainers:")
        let (survey, graph) = graph(text)
        let shop = survey.pods.first { $0.pod.title == "deployment/shop" }
        #expect(shop?.declaration.isOptedOut == true)
        #expect(shop?.diagnostics.contains { $0.message.contains("Windows") } == true)
        #expect(!graph.links.contains { $0.origin == .declared && $0.via.contains("config") })

    }
}
