import Testing

@testable import Lint

struct WaitForUnknownPortTests {
    private func found(_ text: String) -> [String] {
        Linted.hits(.waitForUnknownPort, text).map { "\($0.severity) \($0.message): \($0.cure)" }
    }

    @Test func theContainersPort() {
        #expect(
            found(
                Samples.set(
                    Samples.service("web", "{port: 80, targetPort: 8080}"),
                    Samples.pod("shop", waitsFor: "tcp://web:8080"))) == [
                    "error pod/shop waits for tcp://web:8080, but Service web has no port 8080: that is the container's port (targetPort): write port 80"
                ])
    }

    @Test func noPortAtAll() {
        let hits = found(
            Samples.set(
                Samples.service("web", "{port: 80}, {port: 81}"), Samples.pod("shop", waitsFor: "http://web:8/")))
        #expect(hits == ["error pod/shop waits for http://web:8/, but Service web has no port 8: its ports are 80, 81"])
    }

    @Test func theDefaultPortOfHTTPCounts() {
        #expect(
            found(Samples.set(Samples.service("web", "{port: 8080}"), Samples.pod("shop", waitsFor: "http://web/")))
                .count
                == 1)
    }

    @Test func byHand() {
        let script = Samples.scripted("until nc -z -w 3 web 8081; do sleep 1; done")
        let hits = Linted.hits(.waitForUnknownPort, Samples.set(Samples.service("web"), script))
        #expect(hits.map(\.container) == ["wait"])
    }

    @Test func behindAHeadlessServiceItIsAWarning() {
        let text = Samples.set(
            Samples.service("db", "{port: 5432}", spec: "clusterIP: None"),
            Samples.pod("db", ports: "{containerPort: 5432}"), Samples.pod("shop", waitsFor: "tcp://db:5433"))
        #expect(
            found(text) == [
                "warning pod/shop waits for tcp://db:5433, but neither headless Service db nor its pods declare port 5433: the pods declare 5432"
            ])
    }

    @Test(arguments: [
        Samples.set(Samples.service("web"), Samples.pod("shop", waitsFor: "tcp://web:8080")),
        // A name has no port.
        Samples.set(Samples.service("web"), Samples.pod("shop", waitsFor: "dns:web")),
        // Headless: any port of the pods, and ports need not be declared.
        Samples.set(
            Samples.service("db", "{port: 5432}", spec: "clusterIP: None"), Samples.pod("db"),
            Samples.pod("shop", waitsFor: "tcp://db:7000")),
        Samples.set(
            Samples.service("db", "{port: 5432}", spec: "clusterIP: None"),
            Samples.pod("db", ports: "{containerPort: 7000}"), Samples.pod("shop", waitsFor: "tcp://db:7000")),
        // Somebody else's ports.
        Samples.set(
            Samples.service("web", spec: "type: ExternalName, externalName: example.com"),
            Samples.pod("shop", waitsFor: "tcp://web:443")),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
