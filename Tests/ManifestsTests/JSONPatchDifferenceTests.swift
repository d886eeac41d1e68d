import Testing

@testable import Manifests

/// The JSON Patch that is found for two values.
@Suite struct JSONPatchDifferenceTests {
    private func value(_ text: String) throws -> Value {
        Value(try #require(try YAML.parse(text, name: "f.json").first).root)
    }

    /// Operations one a line: `test /a/0 "x"`, `move /a -> /b`.
    private func lines(_ patch: JSONPatch) -> [String] {
        patch.operations.map { operation in
            switch operation {
            case .add(let path, let value): "add \(path.text) \(flow(value))"
            case .remove(let path): "remove \(path.text)"
            case .replace(let path, let value): "replace \(path.text) \(flow(value))"
            case .move(let from, let path): "move \(from.text) -> \(path.text)"
            case .copy(let from, let path): "copy \(from.text) -> \(path.text)"
            case .test(let path, let value): "test \(path.text) \(flow(value))"
            }
        }
    }

    private func flow(_ value: Value) -> String {
        switch value {
        case .scalar(.string(let text)): text
        case .scalar: value.kindInWords
        case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let fields):
            "{" + fields.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// Before, after, operations.
    static let differences: [(String, String, [String])] = [
        ("{a: 1, b: {c: x}}", "{b: {c: x}, a: 1.0}", []),
        ("{a: 1}", "{a: '1'}", ["test /a 1", "replace /a 1"]),
        ("{a: 1}", "{a: 1, b: {c: [x]}}", ["add /b {c: [x]}"]),
        ("{a: {x: 1, y: 2}, b: 1}", "{a: {y: 2}}", ["test /a/x 1", "remove /a/x", "test /b 1", "remove /b"]),
        ("{a: {x: 1}}", "{a: [x]}", ["test /a {x: 1}", "replace /a [x]"]),
        ("[1]", "2", ["test  [1]", "replace  2"]),
        ("{a/b: 1}", "{a/b: 2}", ["test /a~1b 1", "replace /a~1b 2"]),
        // Lists without names
        (
            "{c: [run]}", "{c: [a, b, c, d, --, run]}",
            ["add /c/0 a", "add /c/1 b", "add /c/2 c", "add /c/3 d", "add /c/4 --"]
        ),
        ("{c: []}", "{c: [a, b]}", ["add /c/0 a", "add /c/1 b"]),
        (
            "{c: [a, b, c, d]}", "{c: [a, x, d]}",
            ["test /c/2 c", "remove /c/2", "test /c/1 b", "remove /c/1", "add /c/1 x"]
        ),
        ("{c: [a, a, a]}", "{c: [a, a]}", ["test /c/2 a", "remove /c/2"]),
        (
            // TCP and UDP on the same port: nothing tells them apart
            "[{containerPort: 53, protocol: TCP}, {containerPort: 53, protocol: UDP}]",
            "[{containerPort: 53, protocol: TCP}]",
            ["test /1 {containerPort: 53, protocol: UDP}", "remove /1"]
        ),
        // Lists with names
        ("[]", "[{name: a}]", ["add /0 {name: a}"]),
        ("[{name: a}]", "[{name: x}, {name: a}]", ["test /0/name a", "add /0 {name: x}"]),
        ("[{name: a}]", "[{name: a}, {name: x}]", ["test /0/name a", "add /1 {name: x}"]),
        (
            "[{name: a}]", "[{name: x}, {name: u}, {name: a}, {name: z}]",
            ["test /0/name a", "add /0 {name: x}", "add /1 {name: u}", "add /3 {name: z}"]
        ),
        (
            "[{name: a}, {name: b}]", "[{name: a}, {name: x}, {name: b}]",
            ["test /0/name a", "test /1/name b", "add /1 {name: x}"]
        ),
        (
            "[{name: a}, {name: b}, {name: c}]", "[{name: b}]",
            ["test /2/name c", "remove /2", "test /0/name a", "remove /0"]
        ),
        (
            "[{name: a}, {name: b}, {name: c}]", "[{name: c}, {name: a}, {name: b}]",
            ["test /2/name c", "move /2 -> /0"]
        ),
        (
            "[{name: a}, {name: b}, {name: c}]", "[{name: b}, {name: c}, {name: a}]",
            ["test /0/name a", "move /0 -> /2"]
        ),
        (
            "[{name: a, image: i}, {name: b}]", "[{name: b, image: j}, {name: a, image: k}]",
            [
                "test /0/name a", "move /0 -> /1", "test /0/name b", "add /0/image j", "test /1/name a",
                "test /1/image i", "replace /1/image k",
            ]
        ),
        (
            "[{containerPort: 1}, {containerPort: 2}]", "[{containerPort: 2, name: x}]",
            ["test /0/containerPort 1", "remove /0", "test /0/containerPort 2", "add /0/name x"]
        ),
        (
            "[{name: v, mountPath: /a}, {name: v, mountPath: /b}]",
            "[{name: v, mountPath: /c}, {name: v, mountPath: /b}, {name: v, mountPath: /a}]",
            ["test /0/mountPath /a", "move /0 -> /1", "add /0 {name: v, mountPath: /c}"]
        ),
    ]

    @Test(arguments: differences) func differenceIs(_ difference: (before: String, after: String, lines: [String]))
        throws
    {
        let before = try value(difference.before)
        let after = try value(difference.after)
        let patch = JSONPatch.from(before, to: after)
        #expect(lines(patch) == difference.lines)
        #expect(try patch.applied(to: before).isSame(as: after))
    }

    /// What an admission webhook sends, in the form in which people read it.
    @Test func injectionReadsWell() throws {
        let before = try value("spec: {containers: [{name: log}, {name: web, command: [run]}]}")
        let after = try value(
            """
            spec:
              initContainers: [{name: holdfast}]
              containers: [{name: log}, {name: web, command: [wait, --, run], volumeMounts: [{name: holdfast}]}]
              volumes: [{name: holdfast}]
            """)
        #expect(
            lines(JSONPatch.from(before, to: after)) == [
                "test /spec/containers/1/name web",
                "add /spec/containers/1/command/0 wait",
                "add /spec/containers/1/command/1 --",
                "add /spec/containers/1/volumeMounts [{name: holdfast}]",
                "add /spec/initContainers [{name: holdfast}]",
                "add /spec/volumes [{name: holdfast}]",
            ])
    }

    @Test(arguments: 0..<40) func differencesMakeOneOfTheOther(_ seed: Int) throws {
        var random = RandomPairs(seed: seed)
        for _ in 0..<50 {
            let before = random.chance(30) ? random.items(3) : random.value(4)
            let after = random.chance(20) ? random.value(4) : random.changed(before, 4)
            let patch = JSONPatch.from(before, to: after)
            #expect(try patch.applied(to: before).sorted == after.sorted)
            #expect(try JSONPatch(patch.value) == patch)
            #expect(patch.operations.isEmpty == before.isSame(as: after))
            expectTests(patch)
        }
    }

    /// What takes away stands behind a test of the same place, or of a key in it.
    private func expectTests(_ patch: JSONPatch) {
        for (index, operation) in patch.operations.enumerated() {
            let taken: JSONPointer
            switch operation {
            case .remove(let path), .replace(let path, _), .move(let path, _): taken = path
            default: continue
            }
            guard index > 0, case .test(let path, _) = patch.operations[index - 1] else {
                Issue.record("no test before operation \(index)")
                continue
            }
            #expect(taken.holds(path) && path.tokens.count <= taken.tokens.count + 1)
        }
    }

    /// Items that have changed places in between: a patch fails, or does to each item what it was meant to.
    @Test(arguments: 0..<40) func wrongItemIsNeverHit(_ seed: Int) throws {
        var random = RandomPairs(seed: seed)
        var refused = 0
        for _ in 0..<50 {
            let before = random.items(2)
            let after = random.changed(before, 3)
            guard case .sequence(let old) = before, case .sequence(let new) = after, new.count > 1,
                let identity = ItemIdentity(old, new)
            else { continue }
            let patch = JSONPatch.from(before, to: after)
            guard let result = try? patch.applied(to: .sequence(old.shuffled(using: &random))) else {
                refused += 1
                continue
            }
            guard case .sequence(let items) = result else { continue }
            #expect(items.count == new.count)
            for (item, name) in zip(new, identity.after) {
                let same = ItemIdentity(items, new)?.before.firstIndex(of: name).map { items[$0] }
                #expect(same?.isSame(as: item) == true)
            }
        }
        #expect(refused > 0)
    }
}
