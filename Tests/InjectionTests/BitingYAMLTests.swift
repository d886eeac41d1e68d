import Manifests
import Testing

@testable import Injection

/// Documents that other tools break: they come out injected with everything else as it was, or are refused.
@Suite struct BitingYAMLTests {
    private func pod(_ annotations: String = "", _ container: String = "", after: String = "") -> String {
        """
        kind: Pod
        metadata:
          name: shop
          annotations:
            holdfast.dev/wait-for: tcp://db:5432
        \(annotations)
        spec:
          containers:
          - name: app
            image: shop:1
        \(container)
        \(after)
        """
    }

    @Test(arguments: [
        "    on: \"on\"\n    yes: \"yes\"\n    a: 'no'\n    n: \"~\"",
        "    mode: \"0777\"\n    size: \"1e3\"\n    none: \"null\"",
        "    at: \"2001-12-14t21:59:43.10-05:00\"\n    day: '2001-12-14'",
        "    text: |+\n      a\n\n\n    more: >-\n      b\n      c",
        "    tab: \"a\tb\"\n    raw: a\tb", "    ? a\n    : b", "    a: &x b\n    c: *x", "    \"q\": 'it''s'   # why",
        "    e: \"\\u00e9\\x41\\n\"\n    f: \"a\\\n      b\"", "    long: a\n      b\n      c",
    ])
    func annotations(_ lines: String) throws {
        let result = try Injected(pod(lines))
        #expect(result.errors == [] && result.text != result.before)
        #expect(result.run.injected.allSatisfy { !$0.isRewritten })
        try result.checkTheRules()
    }

    @Test(arguments: [
        "    args: [on, yes, 0777, 1e3, null, ~, 2001-12-14]",
        "    args:\n    - |\n      set -e\n\n      exec x \"$@\"\n    # end",
        "    args:\n    - >2\n        a\n      b",
        "    env: &env\n    - {name: A, value: \"1\"}\n  - name: log\n    image: l\n    env: *env",
        "    env:\n    - name: A\n      value: !!str 1", "    command: !!seq [a]\n    tty: on",
        "    args: [\"a\",\n      \"b\"]  # c",
        "    resources: {}\n    ports: ~\n    volumeMounts:\n    env: # nothing",
    ])
    func containers(_ lines: String) throws {
        for strategy in ["auto", "init"] {
            let result = try Injected(pod("    holdfast.dev/strategy: \(strategy)", lines))
            // What is no string to Kubernetes is refused where it is read, and left alone where it is not.
            if result.errors.isEmpty { try result.checkTheRules() } else { #expect(result.text == result.before) }
        }
    }

    @Test func wrappingNextToEmptyFields() throws {
        for field in ["volumeMounts:", "volumeMounts: []", "volumeMounts: ~", "volumeMounts: # none"] {
            let result = try Injected(
                pod("    holdfast.dev/strategy: wrap", "    \(field)\n    command: [a]", after: "  volumes:\n"))
            #expect(result.errors == [] && result.run.injected.allSatisfy { !$0.isRewritten }, "\(field)")
            try result.checkTheRules()
        }
    }

    @Test func whatAnchorsMeanElsewhereStays() throws {
        let text = """
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "tcp://db:1", holdfast.dev/strategy: wrap}}
            common: &common
              image: shop:1
              command: &command [/app]
            spec:
              containers:
              - <<: *common
                name: app
              - name: other
                command: *command

            """
        let result = try Injected(text)
        #expect(result.errors == [])
        try result.checkTheRules()
        let after = try #require(try result.objects(result.text).first)
        #expect(after["common"]?["command"] == .strings(["/app"]))
    }

    @Test func anAnchorThatIsEditedAndUsedElsewhereIsWrittenOut() throws {
        let text = """
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "tcp://db:1", holdfast.dev/strategy: wrap}}
            spec:
              containers:
              # the shop
              - name: app
                command: &command [/app]
            copy: *command

            """
        let result = try Injected(text)
        #expect(result.errors == [] && result.run.injected.allSatisfy(\.isRewritten))
        #expect(result.run.diagnostics.contains { $0.severity == .warning && $0.message.contains("written anew") })
        #expect(try result.objects(result.text).first?["copy"] == .strings(["/app"]))
        try result.checkTheRules()
    }

    @Test func anOriginalThatIsTooLongForAnAnnotation() throws {
        let text = """
            kind: Pod
            metadata: {name: shop, annotations: {holdfast.dev/wait-for: "tcp://db:1", holdfast.dev/strategy: wrap}}
            spec:
              containers:
              - {name: app, command: &command [/app], args: ["\(String(repeating: "x", count: 300_000))"]}
            copy: *command

            """
        let result = try Injected(text)
        #expect(result.errors.contains { $0.contains("256 KiB") } && result.text == text)
    }

    @Test func duplicateKeysAreRefused() throws {
        let result = InjectionRun.inject([Source(name: "t", text: "kind: Pod\nkind: Job\n")], InjectionSettings())
        #expect(result.files.isEmpty && result.diagnostics.first?.message.contains("kind") == true)
    }

    @Test func depthAndLaughsHaveLimits() throws {
        let deep = "a: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            laughs += "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", "))]\n"
        }
        for text in [deep, laughs] {
            let result = InjectionRun.inject([Source(name: "t", text: text)], InjectionSettings())
            #expect(result.files.isEmpty && result.diagnostics.map(\.severity) == [.error])
        }
    }

    @Test func tenMegabytesInOneDocument() throws {
        let data = (0..<100_000).map { "  key-\($0): \"\(String(repeating: "x", count: 80))\"\n" }.joined()
        let text = "kind: ConfigMap\nmetadata: {name: big}\ndata:\n" + data + "---\n" + pod()
        let result = try Injected(text)
        #expect(result.errors == [] && result.text.hasPrefix("kind: ConfigMap\nmetadata: {name: big}\ndata:\n" + data))
        #expect(result.run.injected.count == 1)
    }

    @Test(arguments: ["\n", "\r\n"], [true, false])
    func lineEnds(_ lineBreak: String, _ isEnded: Bool) throws {
        var text = pod("    holdfast.dev/strategy: wrap", "    command: [a]").replacing("\n", with: lineBreak)
        while text.last?.isNewline == true { text.removeLast() }
        if isEnded { text += lineBreak }
        let result = try Injected(text)
        #expect(result.errors == [])
        try result.checkTheRules()
        #expect(
            result.text.utf8.count(where: { $0 == 13 }) == (lineBreak == "\n" ? 0 : result.text.utf8.count { $0 == 10 })
        )
    }

    @Test func otherDocumentsKeepTheirBytes() throws {
        let others = [
            "# only a comment\n", "kind: Service\nmetadata: {name: db}   # x\nspec: {}\n", "\n", "a: [1,2 ]\n",
        ]
        let text = others.map { $0 + "---\n" }.joined() + pod() + "\n...\n---\n" + others[1]
        let result = try Injected(text)
        #expect(
            result.text.hasPrefix(others.map { $0 + "---\n" }.joined())
                && result.text.hasSuffix("...\n---\n" + others[1]))
        try result.checkTheRules()
    }

    @Test func listsOfObjects() throws {
        let item = pod().split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(
            separator: "\n")
        let text =
            "apiVersion: v1\nkind: List\nitems:\n-" + item.dropFirst() + "\n- kind: Service\n  metadata: {name: x}\n"
        let result = try Injected(text)
        #expect(result.errors == [] && result.run.injected.count == 1)
        try result.checkTheRules()
    }

    @Test func aMovedItemThatGotAList() throws {
        let text = """
            kind: Pod
            metadata: {name: a, annotations: {holdfast.dev/startup: '{containers: {app: {dependsOn: [b]}, b: {ready: "file:r"}}}'}}
            spec:
              containers:
              - {name: app, command: [sh]}
              - {name: b, command: [sh]}

            """
        let result = try Injected(text)
        #expect(result.errors == [] && result.run.injected.allSatisfy { !$0.isRewritten })
        try result.checkTheRules()
    }
}
