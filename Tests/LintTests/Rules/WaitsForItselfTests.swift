import Testing

@testable import Lint

struct WaitsForItselfTests {
    private func found(_ text: String) -> [String] { Linted.hits(.waitsForItself, text).map(\.message) }

    private static let loop = "until nc -z -w 3 shop 8080; do sleep 1; done"

    @Test func declared() {
        #expect(
            found(Samples.set(Samples.service("shop"), Samples.pod("shop", waitsFor: "tcp://shop:8080"))) == [
                "pod/shop waits for tcp://shop:8080, and only pod/shop itself is behind that: it never starts"
            ])
    }

    @Test func byHandInAnInitContainer() {
        let text = Samples.set(
            Samples.service("shop"), Samples.scripted(WaitsForItselfTests.loop, metadata: "labels: {app: shop}"))
        #expect(found(text).count == 1)
    }

    @Test func publishedAddressesHelpNobodyWhoDoesNotRun() {
        let text = Samples.set(
            Samples.service("shop", spec: "publishNotReadyAddresses: true"),
            Samples.pod("shop", waitsFor: "tcp://shop:8080"))
        #expect(found(text).count == 1)
    }

    @Test(arguments: [
        // Another workload is behind it as well.
        Samples.set(
            Samples.service("shop"), Samples.pod("shop", waitsFor: "tcp://shop:8080"),
            Samples.workload("Deployment", "shop")),
        // Somebody else's.
        Samples.set(Samples.service("web"), Samples.pod("web"), Samples.pod("shop", waitsFor: "tcp://web:8080")),
        // The name of a Service with an address resolves at once.
        Samples.set(Samples.service("shop"), Samples.pod("shop", waitsFor: "dns:shop")),
        // It goes on.
        Samples.set(
            Samples.service("shop"), Samples.pod("shop", waitsFor: "tcp://shop:8080#on-timeout=proceed")),
        // The script may pass over it.
        Samples.set(
            Samples.service("shop"),
            Samples.scripted(
                "if [ -n \"$PEERS\" ]; then until nc -z -w 3 shop 8080; do sleep 1; done; fi",
                metadata: "labels: {app: shop}")),
        // Another container answers while this one waits.
        Samples.set(
            Samples.service("shop"),
            Linted.pod(
                [
                    "{name: web, image: \"nginx:1\"}",
                    "{name: app, image: \"x:1\", command: [sh, -c, \"\(loop); exec app\"]}",
                ], metadata: "labels: {app: shop}")),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
