import Testing

@testable import Lint

struct WaitImageWithoutToolTests {
    private func found(_ text: String) -> [String] { Linted.hits(.waitImageWithoutTool, text).map(\.message) }

    @Test(arguments: [
        (
            "gcr.io/distroless/static:nonroot", "nc -z -w 3 db 1",
            "runs sh, which gcr.io/distroless/static:nonroot does not have"
        ),
        ("busybox:1", "curl -sf http://a/", "calls curl, which busybox:1 does not have: the wait never succeeds"),
        (
            "docker.io/library/alpine:3", "/usr/bin/curl -sf http://a/",
            "calls curl, which docker.io/library/alpine:3 does not have: the wait never succeeds"
        ),
        ("alpine:3", "pg_isready -h db", "calls pg_isready, which alpine:3 does not have: the wait never succeeds"),
        ("debian:13-slim", "nc -z -w 3 db 1", "calls nc, which debian:13-slim does not have: the wait never succeeds"),
        ("busybox", "dig +short db | grep -q .", "calls dig, which busybox does not have: the wait never succeeds"),
        (
            "curlimages/curl:8", "redis-cli -h db ping",
            "calls redis-cli, which curlimages/curl:8 does not have: the wait never succeeds"
        ),
    ])
    func hits(_ image: String, _ check: String, _ message: String) {
        let text = Samples.scripted("until \(check); do sleep 1; done", image: image)
        #expect(found(text) == ["init container wait " + message])
    }

    @Test func anotherShell() {
        let text = Samples.scripted("until nc -z -w 3 db 1; do sleep 1; done").replacing(
            "[sh, -c", with: "[/bin/bash, -c")
        #expect(found(text) == ["init container wait runs bash, which busybox:1.37 does not have"])
        #expect(Linted.hits(.waitImageWithoutTool, text).map(\.cure) == ["use ash, sh"])
    }

    @Test(arguments: [
        ("busybox:1", "wget -q -T 3 -O- http://a/"), ("alpine:3", "nslookup db"),
        ("curlimages/curl:8", "nc -z -w 3 db 1"),
        ("gcr.io/distroless/static:debug", "wget -q -T 3 -O- http://a/"), ("postgres:17", "pg_isready -h db"),
        ("corp.example.com/tools/busybox:1", "curl -sf http://a/"), ("debian:13", "getent hosts db"),
        // The word stands in a message, not in the place of a command.
        ("busybox:1", "nc -z -w 3 db 1 || (echo curl says no; false)"),
    ])
    func nearMisses(_ image: String, _ check: String) {
        #expect(found(Samples.scripted("until \(check); do sleep 1; done", image: image)).isEmpty)
    }

    @Test func whatIsInstalledOrMountedIsThere() {
        let loop = "until curl -sf http://a/; do sleep 1; done"
        #expect(found(Samples.scripted("apk add --no-cache curl; \(loop)", image: "alpine:3")).isEmpty)
        let mount = "volumeMounts: [{name: tools, mountPath: /usr/local/bin}]"
        #expect(found(Samples.scripted(loop, init: mount)).isEmpty)
    }
}
