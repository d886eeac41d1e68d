// Fuzzes what reads manifests: YAML and JSON, and JSON Patch. Compiled into one module with the sources of Manifests
// (Scripts/fuzz.sh). FUZZ_TARGET chooses: yaml or patch.

import Glibc

private let isPatch = getenv("FUZZ_TARGET").map { String(cString: $0) } == "patch"

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    if isPatch { patch(bytes) } else { documents(bytes) }
    return 0
}

/// What can be parsed can be written anew, and means the same then; a draft that nobody changes keeps its bytes.
private func documents(_ bytes: [UInt8]) {
    // The editor's sources end in a line break.
    let source = Source(name: "f", bytes: bytes + [0x0A])
    guard let documents = try? YAML.parse(source) else { return }
    for document in documents {
        let value = Value(document.root)
        // Infinities and NaN have no text in JSON (ValueWriter says what else has none).
        if isFinite(value), let again = try? YAML.parse(ValueWriter.flow(value, isJSON: true), name: "g").first {
            precondition(Value(again.root) == value, "written as JSON it means something else")
        }
        let written = try? DocumentEditor.write(Draft(document.root), of: document)
        precondition(written == nil || written.map { $0[...] } == source.bytes[document.range], "bytes were changed")
    }
    _ = ManifestSet([source])
}

private func isFinite(_ value: Value) -> Bool {
    switch value {
    case .scalar(.float(let number)): number.isFinite
    case .scalar: true
    case .sequence(let items): items.allSatisfy(isFinite)
    case .mapping(let fields): fields.allSatisfy { isFinite($0.value) }
    }
}

/// The first line is a patch, the rest what it is applied to.
private func patch(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 1)
    guard parts.count == 2, let list = try? YAML.parse(Source(name: "p", bytes: Array(parts[0]))).first,
        let patch = try? JSONPatch(Value(list.root)),
        let document = try? YAML.parse(Source(name: "d", bytes: Array(parts[1]))).first
    else { return }
    _ = try? patch.applied(to: Value(document.root))
}
