// Fuzzes what reads answers of the API server. Compiled into one module, Manifests, with the sources of Manifests and
// KubernetesAPI (Scripts/fuzz.sh): the compiler warns that the imports say nothing then. FUZZ_TARGET chooses: answer or
// watch-stream.

import Glibc
import Manifests

private let isStream = getenv("FUZZ_TARGET").map { String(cString: $0) } == "watch-stream"

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    if isStream { stream(bytes) } else { answer(bytes) }
    return 0
}

/// The first byte is a status's: any answer is a page, an object or a failure that can be shown.
private func answer(_ bytes: [UInt8]) {
    let body = Array(bytes.dropFirst())
    let code = 200 + 3 * Int(bytes.first ?? 0) / 2
    let failure = APIStatus(APIResponse(status: code, retryAfter: "7", body: body)).failure.description
    precondition(failure.utf8.count < 8 * SafeText.limit, "a failure without an end")
    precondition(!failure.contains("\n"), "a failure of more than one line")
    if let page = try? ListPage(body, limit: 4096) {
        precondition(!page.version.isEmpty && page.next != "")
        for item in page.items { _ = try? AnswerReader.identity(item) }
    }
    guard let root = try? AnswerReader.root(body, limit: 4096) else { return }
    let record = LeaseRecord(Value(root))
    precondition(LeaseRecord(.fields(("spec", record.spec))) == record, "a record changes on its way")
}

/// The first byte says how the rest is cut: the lines have to be those of the whole.
private func stream(_ bytes: [UInt8]) {
    let step = max(1, Int(bytes.first ?? 0))
    let text = Array(bytes.dropFirst())
    let limit = 1024
    let expected = text.split(separator: 10)
    var splitter = LineSplitter(limit: limit)
    var lines: [[UInt8]] = []
    do {
        for start in stride(from: 0, to: text.count, by: step) {
            lines += try splitter.take(Array(text[start..<min(start + step, text.count)]))
        }
        if let last = splitter.finish() { lines.append(last) }
        precondition(lines.elementsEqual(expected, by: { $0.elementsEqual($1) }), "the pieces changed the lines")
    } catch {
        precondition(expected.contains { $0.count > limit }, "a limit without a reason")
    }
    for line in lines { _ = try? WatchLine(line, limit: limit) }
}
