import Testing

@testable import Lint

struct CertificateIgnoredTests {
    @Test(arguments: [
        "until curl -kfs --max-time 3 https://a/health; do sleep 1; done",
        "until curl --insecure -f https://a/health; do sleep 1; done",
        "until wget -q --no-check-certificate -T 3 -O- https://a/health; do sleep 1; done",
    ])
    func findsWhatTakesAnyCertificate(_ script: String) {
        let found = Linted.hits(.certificateIgnored, ScriptedPod.initContainer(script))
        #expect(found.map(\.severity) == [.note])
        #expect(found.first?.cure.contains("ca") == true)
    }

    @Test(arguments: [
        "until curl -fs --cacert /ca.crt --max-time 3 https://a/health; do sleep 1; done",
        "until curl -fs --max-time 3 http://a/health; do sleep 1; done",
        "until curl -kfs --max-time 3 http://a/health; do sleep 1; done",
        "until curl -kfs --max-time 3 $URL/health; do sleep 1; done",
        "curl -k -o /data/x https://a/x",
    ])
    func leavesOthersAlone(_ script: String) {
        #expect(Linted.hits(.certificateIgnored, ScriptedPod.initContainer(script)).map(\.message).isEmpty)
    }
}
