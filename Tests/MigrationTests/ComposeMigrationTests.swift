import Manifests
import Startup
import Testing

@testable import Migration

struct ComposeMigrationTests {
    private func run(_ text: String) -> MigrationRun { MigrationRun([Source(name: "compose.yaml", text: text)]) }

    @Test func dependenciesBecomePoliciesThatCanBeRead() throws {
        let run = run(
            """
            services:
              web:
                build: .
                depends_on:
                  db: {condition: service_healthy}
                  cache: {condition: service_started}
                  migrate: {condition: service_completed_successfully}
                  api: {condition: service_healthy}
              db: {image: "postgres:16", expose: ["5433"]}
              cache: {image: redis}
              migrate: {image: m}
              api: {image: api, ports: ["127.0.0.1:8001:80/tcp"]}
            """)
        #expect(
            run.policies == """
                apiVersion: holdfast.dev/v1alpha1
                kind: StartupPolicy
                metadata:
                  name: web
                spec:
                  selector:
                    matchLabels:
                      io.kompose.service: web
                  waitFor:
                  - postgres://db:5433
                  - redis://cache:6379
                  - kube:job/migrate
                  - tcp://api:80

                """)
        #expect(run.migrated == 4)
        #expect(run.files.isEmpty)
        let read = PolicyReader.read(ManifestSet([Source(name: "p", text: run.policies)]).objects)
        #expect(read.policies.count == 1)
        #expect(read.diagnostics.map(\.text).isEmpty)
    }

    @Test func theListFormSaysThatStartedIsNotReady() {
        let run = run("services:\n  web: {image: w, depends_on: [db]}\n  db: {image: mariadb}\n")
        #expect(run.policies.contains("mysql://db:3306"))
        #expect(
            run.diagnostics.contains { $0.message.contains("only that db's process runs") && $0.location?.line == 2 })
    }

    @Test(arguments: [
        (#"["CMD", "curl", "-f", "http://localhost:8080/health"]"#, "http://b:8080/health"),
        (#"["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"]"#, "http://b:8080/health"),
        (#""curl --fail http://127.0.0.1:8080/health""#, "http://b:8080/health"),
        (#"["CMD-SHELL", "http_proxy='' wget -q --spider 'http://localhost:8123/' || false"]"#, "http://b:8123/"),
        (
            #"["CMD-SHELL", "curl -fs localhost:9200/_cluster/health | grep -q green"]"#,
            "http://b:9200/_cluster/health#body=green"
        ),
        (#"["CMD-SHELL", "pg_isready -U $${POSTGRES_USER}"]"#, "postgres://b"),
        (#"["CMD", "redis-cli", "ping"]"#, "redis://b"), (#"["CMD", "/check it"]"#, "dns:b"), (#"["NONE"]"#, "dns:b"),
    ])
    func healthchecksAreAskedFromOutside(test: String, target: String) {
        let run = run(
            """
            services:
              a: {image: x, depends_on: {b: {condition: service_healthy}}}
              b: {image: own/thing, healthcheck: {test: \(test)}}
            """)
        #expect(run.policies.hasSuffix("waitFor:\n  - \(target)\n"))
    }

    @Test func namesAreThoseOfKubernetesAndMergedEntriesCount() {
        let run = run(
            """
            services:
              my_db: {image: mysql}
              one: &one
                image: a
                depends_on: &needs {my_db: {condition: service_healthy}}
              Two:
                <<: *one
                depends_on: {<<: *needs, one: {condition: service_completed_successfully}}
            """)
        #expect(run.policies.split(separator: "\n").filter { $0.contains("my-db") }.count == 2)
        #expect(run.policies.contains("name: two\n") && run.policies.contains("io.kompose.service: two\n"))
        #expect(run.diagnostics.allSatisfy { $0.severity == .note })
        #expect(run.migrated == 3)
    }

    @Test func mistakesHaveAPlace() {
        let run = run(
            "services:\n  web:\n    image: w\n    depends_on:\n      nobody: {}\n      db: {condition: healthy}\n  db: {image: x}\n"
        )
        #expect(run.policies.isEmpty)
        #expect(run.diagnostics.map(\.severity) == [.warning, .warning])
        #expect(run.diagnostics.map { $0.location?.line } == [5, 6])
    }

    @Test func whatNobodyKnowsIsAskedByName() {
        let run = run("services:\n  web: {image: w, depends_on: {x: {condition: service_healthy}}}\n  x: {image: x}\n")
        #expect(run.policies.contains("dns:x"))
    }

    @Test(arguments: [
        "a: 1", "services: [1]", "kind: Pod\nservices: {a: {image: b}}", "services: {a: {port: 1}}", "- 1",
    ])
    func otherDocumentsAreNone(_ text: String) throws {
        let document = try #require(try YAML.parse(text, name: "a").first)
        #expect(!ComposeMigration.isCompose(document.root))
    }
}
