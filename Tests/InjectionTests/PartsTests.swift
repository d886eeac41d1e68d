import Manifests
import Testing

@testable import Injection

/// Large files are worked on in parts: nobody may notice.
@Suite struct PartsTests {
    private static func text(_ count: Int, _ change: (Int, inout String) -> Void = { _, _ in }) -> String {
        (0..<count).map { number in
            var document = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-\(number)}
                spec:
                  template:
                    metadata:
                      annotations:
                        holdfast.dev/wait-for: tcp://mysql-\(number):3306
                    spec:
                      containers:
                      - name: app  # the \(number)th
                        image: shop

                """
            change(number, &document)
            return document
        }.joined(separator: "---\n")
    }

    private static func source(_ text: String) -> Source { Source(name: "many.yaml", text: text) }

    private func serial(_ sources: [Source]) -> InjectionRun { InjectionRun.inject(sources, InjectionSettings()) }
    private func putBack(_ sources: [Source]) -> InjectionRun { InjectionRun.remove(sources) }

    @Test func partsAreTheWholeAndBeginAtMarkers() {
        let source = PartsTests.source(PartsTests.text(50))
        let parts = source.parts(ofAtLeast: 2_000)
        #expect(parts.count > 4)
        #expect(parts.flatMap(\.bytes) == source.bytes)
        for part in parts {
            #expect(part.bytes.count >= 2_000)
            if part.firstLine > 1 { #expect(part.bytes.starts(with: "---\n".utf8)) }
        }
        var lines = 1
        for part in parts {
            #expect(part.firstLine == lines)
            #expect(part.location(ofByte: 0) == Location(line: lines, column: 1))
            lines += part.bytes.count { $0 == UInt8(ascii: "\n") }
        }
    }

    @Test(arguments: ["---x\n", "--- |\n", " ---\n", "----\n", "---\n", "---\r\n", "---\t#\n"])
    func onlyMarkersDivide(line: String) {
        let filler = String(repeating: "# a\n", count: 30)
        let parts = PartsTests.source(filler + line + filler).parts(ofAtLeast: 100)
        let isMarker = line.hasPrefix("---") && !line.hasPrefix("----") && !line.hasPrefix("---x")
        #expect(parts.count == (isMarker ? 2 : 1))
    }

    @Test(arguments: ["", "no line break"]) func manyCoresWriteTheSameText(end: String) async {
        let source = PartsTests.source(
            PartsTests.text(3_000) { number, text in
                // Things to say, at the file's lines.
                if number % 500 == 499 { text = text.replacing("tcp://", with: "tpc://") }
                if number % 500 == 7 { text = "kind: ConfigMap\nmetadata: {name: x}\n" }
            } + (end.isEmpty ? "" : "# " + end))
        #expect(FilePart.split(source).count > 2)
        let one = serial([source])
        let many = await InjectionRun.inject([source], InjectionSettings())
        #expect(one.files.map(\.bytes) == many.files.map(\.bytes))
        #expect(one.diagnostics == many.diagnostics)
        #expect(one.diagnostics.count == 6)
        #expect(one.injected.map(\.title) == many.injected.map(\.title))

        let injected = many.files.map { Source(name: $0.source.name, bytes: $0.bytes) }
        let back = await InjectionRun.remove(injected)
        #expect(back.files.map(\.bytes) == [source.bytes])
        #expect(back.removed == many.injected.count)
        #expect(putBack(injected).files.map(\.bytes) == [source.bytes])
    }

    @Test(arguments: ["a: \"never closed\n", "a: [never, closed\n", "a: b: c\n", "%YAML 1.2\n"])
    func errorsAreThoseOfTheWhole(last: String) async {
        let text = PartsTests.text(3_000) { number, text in if number == 1_500 { text += last } }
        let one = serial([PartsTests.source(text)])
        let many = await InjectionRun.inject([PartsTests.source(text)], InjectionSettings())
        #expect(one.diagnostics == many.diagnostics)
        #expect(one.files.map(\.bytes) == many.files.map(\.bytes))
    }
}
