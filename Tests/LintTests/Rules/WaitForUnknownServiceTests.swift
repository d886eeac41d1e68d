import Testing

@testable import Lint

struct WaitForUnknownServiceTests {
    private func found(_ documents: String...) -> [String] {
        Linted.hits(.waitForUnknownService, documents.joined(separator: "\n---\n")).map {
            "\($0.severity) \($0.location.line) \($0.message): \($0.cure)"
        }
    }

    @Test func aSlipOfThePen() {
        #expect(
            found(Samples.service("config-server"), Samples.pod("shop", waitsFor: "tcp://config-sever:8080")) == [
                "warning 11 pod/shop waits for tcp://config-sever:8080, but namespace default has no Service config-sever in these manifests: did you mean \"config-server\"?"
            ])
    }

    @Test func podsWithoutAService() {
        #expect(
            found(
                Samples.service("web"), Samples.workload("Deployment", "db"),
                Samples.pod("shop", waitsFor: "tcp://db:1"))
                == [
                    "warning 21 pod/shop waits for tcp://db:1, but namespace default has no Service db in these manifests: add a Service db that selects the pods of deployment/db"
                ])
    }

    @Test func aWholeNameNeedsNoOtherSign() {
        #expect(found(Samples.service("web"), Samples.pod("shop", waitsFor: "tcp://db.default.svc:1")).count == 1)
    }

    @Test func byHand() {
        let script = Samples.scripted("until nc -z -w 3 config-sever 8080; do sleep 1; done")
        let hits = Linted.hits(.waitForUnknownService, Samples.set(Samples.service("config-server"), script))
        #expect(hits.map(\.container) == ["wait"])
        #expect(hits.map(\.message).first?.hasPrefix("init container wait waits for tcp://config-sever:8080") == true)
    }

    @Test func whereOthersFindTheirsItIsANote() {
        let hits = found(
            Samples.service("web"), Samples.service("cache"),
            Samples.pod("one", waitsFor: "tcp://web:8080, tcp://cache:8080"),
            Samples.pod("shop", waitsFor: "tcp://db:5432"))
        #expect(hits.count == 1 && hits[0].hasPrefix("note "))
        #expect(hits.first?.hasSuffix("the Services there are web, cache") == true)
    }

    @Test(arguments: [
        // Nothing speaks for it that all Services are given.
        Samples.set(Samples.service("web"), Samples.pod("shop", waitsFor: "tcp://db:5432")),
        // No Service is given at all.
        Samples.pod("shop", waitsFor: "tcp://config:8080"),
        // One finds its own, one does not: that may be by chance.
        Samples.set(
            Samples.service("web"), Samples.pod("one", waitsFor: "tcp://web:8080"),
            Samples.pod("shop", waitsFor: "tcp://db:5432")),
        // Another name, though of the same length.
        Samples.set(Samples.service("adservice"), Samples.pod("shop", waitsFor: "tcp://myservice:8080")),
        // Another namespace, of which nothing is given.
        Samples.set(Samples.service("config-server"), Samples.pod("shop", waitsFor: "tcp://config-sever.prod.svc:1")),
        // The world outside.
        Samples.set(Samples.service("config"), Samples.pod("shop", waitsFor: "tcp://confi.example.com:1")),
        // Every cluster's own.
        Samples.set(Samples.service("kubernete"), Samples.pod("shop", waitsFor: "tcp://kubernetes.default.svc:443")),
        // The pod resolves it by itself.
        Samples.set(
            Samples.service("config-server"),
            Samples.pod(
                "shop", waitsFor: "tcp://config-sever:1",
                spec: "hostAliases: [{ip: 10.0.0.1, hostnames: [config-sever]}]")),
        Samples.set(
            Samples.service("config-server"),
            Samples.pod("shop", waitsFor: "tcp://config-sever:1", spec: "dnsConfig: {searches: [example.com]}")),
        // An operator makes it.
        Samples.set(
            Samples.service("cluster-r"), Samples.pod("shop", waitsFor: "tcp://cluster-rw:5432"),
            "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: cluster}"),
    ])
    func nearMisses(_ text: String) {
        #expect(Linted.hits(.waitForUnknownService, text).map(\.message).isEmpty)
    }
}
