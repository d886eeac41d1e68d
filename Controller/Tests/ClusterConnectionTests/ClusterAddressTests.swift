import ClusterConnection
import Testing

struct ClusterAddressTests {
    @Test func aPodFindsItsCluster() {
        let address = ClusterAddress.ofPod(
            environment: ["KUBERNETES_SERVICE_HOST": "10.96.0.1", "KUBERNETES_SERVICE_PORT": "443"])
        #expect(address?.url == "https://10.96.0.1:443")
        #expect(address?.tokenFile == "/var/run/secrets/kubernetes.io/serviceaccount/token")
        let six = ClusterAddress.ofPod(
            environment: ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"])
        #expect(six?.url == "https://[fd00::1]:443")
        #expect(ClusterAddress.ofPod(environment: [:]) == nil)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"), ("http://127.0.0.1:8001/", "http://127.0.0.1:8001"),
        ("https://example.com/k8s/clusters/c", "https://example.com/k8s/clusters/c"), ("127.0.0.1:8001", nil),
        ("ftp://x", nil), ("http://", nil), ("http://a b", nil), ("", nil),
    ])
    func aURLIsAnAddress(_ text: String, _ url: String?) {
        #expect(ClusterAddress.of(text)?.url == url)
    }
}
