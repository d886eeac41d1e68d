import Manifests
import Testing

@testable import Lint

struct AnnotationMisplacedTests {
    @Test func everyOneIsFoundAndMoved() {
        let text = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: shop
              annotations:
                holdfast.dev/wait-for: tcp://db:5432
                holdfast.dev/timeout: 2m # long enough
            spec:
              template:
                spec:
                  containers:
                  - {name: app, image: shop:1}

            """
        let hits = Linted.hits(.annotationMisplaced, text)
        #expect(hits.map(\.location.line) == [6, 7])
        #expect(hits.allSatisfy { $0.cure == "move it to spec.template.metadata.annotations" })
        let fixed = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: shop
            spec:
              template:
                spec:
                  containers:
                  - {name: app, image: shop:1}
                metadata:
                  annotations:
                    holdfast.dev/wait-for: tcp://db:5432
                    holdfast.dev/timeout: 2m

            """
        #expect(Linted.fixed(.annotationMisplaced, text, onlySafe: true) == fixed)
    }

    @Test func theTemplatesOwnWordCounts() {
        let same = HoldInWrongPlaceTests.deployment(
            own: "annotations: {holdfast.dev/order: \"a, b\"}", template: "annotations: {holdfast.dev/order: \"a, b\"}")
        let hits = Linted.hits(.annotationMisplaced, same)
        #expect(hits.map(\.severity) == [.note])
        #expect(
            Linted.fixed(.annotationMisplaced, same, onlySafe: true)
                == HoldInWrongPlaceTests.deployment(own: "", template: "annotations: {holdfast.dev/order: \"a, b\"}"))
        let other = same.replacing("a, b", with: "b, a", maxReplacements: 1)
        #expect(Linted.hits(.annotationMisplaced, other).map(\.severity) == [.warning])
        #expect(Linted.fixed(.annotationMisplaced, other) == other)
    }

    @Test(arguments: [
        HoldInWrongPlaceTests.deployment(
            own: "labels: {a: b}", template: "annotations: {holdfast.dev/wait-for: 'tcp://db:1'}"),
        HoldInWrongPlaceTests.deployment(own: "annotations: {holdfast.dev/lint-ignore: 'HF101: ours'}"),
        HoldInWrongPlaceTests.deployment(own: "annotations: {holdfast.dev/status: '{}'}"),
        HoldInWrongPlaceTests.deployment(own: "annotations: {example.com/holdfast.dev: x}"),
        Linted.pod(["{name: app, image: app}"], metadata: "annotations: {holdfast.dev/wait-for: 'tcp://db:1'}"),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.annotationMisplaced, text).map(\.message).isEmpty)
    }
}
