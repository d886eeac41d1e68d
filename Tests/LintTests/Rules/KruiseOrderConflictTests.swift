import Manifests
import Testing

@testable import Lint

struct KruiseOrderConflictTests {
    private static func container(_ name: String, _ priority: String?) -> String {
        let env = priority.map { ", env: [{name: KRUISE_CONTAINER_PRIORITY, value: \"\($0)\"}]" } ?? ""
        return "{name: \(name), image: i\(env)}"
    }
    private static func pod(
        _ priorities: [String?], order: String? = nil, init inits: [String] = []
    ) -> String {
        Linted.pod(
            init: inits, priorities.enumerated().map { container("c\($0)", $1) },
            metadata: order.map { "annotations: {apps.kruise.io/container-launch-priority: \($0)}" } ?? "")
    }

    @Test func theListWinsOverPriorities() throws {
        let text = KruiseOrderConflictTests.pod([nil, "1", "5"], order: "Ordered")
        let hit = try #require(Linted.hits(.kruiseOrderConflict, text).first)
        #expect(hit.message.contains("containers start as listed, c0, c1, c2"))
        #expect(hit.cure.contains("to start c2, c1, c0"))
    }

    @Test(arguments: [
        (pod([nil, "high"]), Diagnostic.Severity.error, "is \"high\""),
        (pod(["1", "1"]), .warning, "have the launch priority 1"),
        (pod([nil, "0"]), .warning, "have the launch priority 0"),
        (pod(["3"]), .note, "one container only"),
        (pod([nil], order: "Ordered"), .note, "one container only"),
        (pod([nil, nil], order: "ordered"), .warning, "does not know"),
        (pod([nil, nil], order: "\"true\""), .warning, "does not know"),
        (pod([nil, nil], init: [container("setup", "9")]), .warning, "init container setup has no effect"),
    ])
    func noEffect(_ text: String, _ severity: Diagnostic.Severity, _ message: String) {
        let hits = Linted.hits(.kruiseOrderConflict, text)
        #expect(hits.map(\.severity) == [severity])
        #expect(hits.first?.message.contains(message) == true)
    }

    @Test func aValueFromSomewhereElseIsRefused() {
        let from = "{name: KRUISE_CONTAINER_PRIORITY, valueFrom: {fieldRef: {fieldPath: metadata.name}}}"
        let text = Linted.pod(["{name: a, image: a}", "{name: b, image: b, env: [\(from)]}"])
        #expect(Linted.hits(.kruiseOrderConflict, text).map(\.severity) == [.error])
    }

    @Test(arguments: [
        pod([nil, nil], order: "Ordered"),
        pod([nil, "1"]),
        pod(["2", "-1", nil]),
        // Both, and both say the same.
        pod(["2", "1", nil], order: "Ordered"),
        pod(["1", nil]),
        pod([nil, nil]),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.kruiseOrderConflict, text).map(\.message).isEmpty)
    }

    @Test func theFixesSpellAndMoveIt() {
        let text = KruiseOrderConflictTests.pod([nil, nil], order: "ordered")
        #expect(
            Linted.fixed(.kruiseOrderConflict, text, onlySafe: true)
                == KruiseOrderConflictTests.pod([nil, nil], order: "Ordered"))
        let deployment = HoldInWrongPlaceTests.deployment(
            own: "annotations: {apps.kruise.io/container-launch-priority: Ordered}")
        #expect(Linted.hits(.kruiseOrderConflict, deployment).count == 1)
        let moved = Linted.fixed(.kruiseOrderConflict, deployment, onlySafe: true)
        #expect(
            Linted.survey(moved).pods.first?.pod.annotations.keys.sorted() == [
                "apps.kruise.io/container-launch-priority"
            ])
    }
}
