import Testing

@testable import Lint

struct CycleAcrossWorkloadsTests {
    private static func two(_ first: String, _ second: String, spec: String = "") -> String {
        Samples.set(
            Samples.service("a", spec: spec), Samples.service("b"), Samples.pod("a", waitsFor: first),
            Samples.pod("b", waitsFor: second))
    }

    private func found(_ text: String) -> [String] { Linted.hits(.cycleAcrossWorkloads, text).map(\.message) }

    @Test func twoOfThem() {
        #expect(
            found(Self.two("tcp://b:8080", "http://a:8080/")) == [
                "none of these ever starts: pod/a waits for tcp://b:8080 (test.yaml:16), pod/b waits for http://a:8080/ (test.yaml:25)"
            ])
    }

    @Test func eachKnotIsNamed() {
        let other = Self.two("tcp://b:8080", "tcp://a:8080").replacing("name: a", with: "name: c")
            .replacing("name: b", with: "name: d").replacing("app: a", with: "app: c").replacing(
                "app: b", with: "app: d"
            )
            .replacing("//a:", with: "//c:").replacing("//b:", with: "//d:")
        #expect(found(Self.two("tcp://b:8080", "tcp://a:8080") + "\n---\n" + other).count == 2)
    }

    @Test func byHandAndThroughAWorkload() {
        let text = Samples.set(
            Samples.service("shop"), Samples.workload("Job", "migrate", waitsFor: "http://shop:8080/"),
            Samples.scripted(
                "kubectl wait --for=condition=complete --timeout=60s job/migrate", image: "kubectl:1",
                metadata: "labels: {app: shop}"))
        #expect(found(text).count == 1)
    }

    private static func waiting(_ name: String, _ other: String, readiness: String = "") -> String {
        Samples.set(
            Samples.service(name),
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), labels: {app: \(name)}}
            spec:
              containers:
                - name: app
                  image: x:1
                  ports: [{containerPort: 8080}]\(readiness)
                  command: [sh, -c, "until nc -z -w 3 \(other) 8080; do sleep 1; done; exec app"]
            """)
    }

    @Test func commandsThatWaitForEachOthersPorts() {
        #expect(found(Samples.set(Self.waiting("a", "b"), Self.waiting("b", "a"))).count == 1)
    }

    @Test(arguments: [
        CycleAcrossWorkloadsTests.two("tcp://b:8080", "tcp://db:5432"),
        // The name is there before anybody is ready.
        CycleAcrossWorkloadsTests.two("tcp://b:8080", "dns:a"),
        // It gives up and goes on.
        CycleAcrossWorkloadsTests.two("tcp://b:8080", "tcp://a:8080#on-timeout=proceed"),
        // A pod that waits for itself is HF505's.
        Samples.set(Samples.service("a"), Samples.pod("a", waitsFor: "tcp://a:8080")),
        // A chain.
        Samples.set(
            Samples.service("a"), Samples.service("b"), Samples.service("c"),
            Samples.pod("a", waitsFor: "tcp://b:8080"),
            Samples.pod("b", waitsFor: "tcp://c:8080"), Samples.pod("c")),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }

    @Test func aContainerThatNobodyProbesIsReadyWhileItWaits() {
        // Another container of the pod listens on the port that b asks for.
        let text = Samples.set(
            Samples.service("a"), Samples.service("b"),
            Linted.pod(
                [
                    "{name: web, image: \"nginx:1\", ports: [{containerPort: 8080}]}",
                    "{name: app, image: \"x:1\", command: [sh, -c, \"until nc -z -w 3 b 8080; do sleep 1; done; exec app\"]}",
                ], metadata: "labels: {app: a}"),
            Samples.pod("b", waitsFor: "tcp://a:8080"))
        #expect(found(text).isEmpty)
    }
}
