import Testing

@testable import Lint

struct WaitImageLatestTests {
    private static let loop = "until nc -z -w 3 db 5432; do sleep 1; done"

    private func found(_ text: String) -> [String] {
        Linted.hits(.waitImageLatest, text).map { "\($0.location.line) \($0.cure)" }
    }

    @Test(arguments: [
        ("busybox", "busybox:VERSION"), ("busybox:latest", "busybox:VERSION"),
        ("registry:5000/tools/busybox", "registry:5000/tools/busybox:VERSION"),
    ])
    func hits(_ image: String, _ cure: String) {
        #expect(found(Samples.scripted(Self.loop, image: image)) == ["6 write a version: \(cure)"])
    }

    @Test(arguments: [
        Samples.scripted(loop), Samples.scripted(loop, image: "busybox@sha256:0123"),
        Samples.scripted(loop, image: "busybox:latest@sha256:0123"),
        // Not known yet.
        Samples.scripted(loop, image: "FILLED BY THE OPERATOR"), Samples.scripted(loop, image: "$(IMAGE)"),
        // It does something else too.
        Samples.scripted("\(loop); migrate --all", image: "migrate"),
        Samples.scripted("echo hello", image: "busybox"),
        // The application itself.
        Linted.pod(["{name: app, image: busybox, command: [sh, -c, \"\(loop); exec app\"]}"]),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
