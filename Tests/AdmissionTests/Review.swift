import Manifests

@testable import Admission

/// Reviews as the API server sends them, for tests.
enum Review {
    static let pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"shop-","annotations":{"holdfast.dev/wait-for":\
        "http://config:8080/info"},"labels":{"app":"shop"}},"spec":{"containers":[{"name":"app","image":"shop:1",\
        "command":["/shop"],"resources":{},"terminationMessagePath":"/dev/termination-log"}],"restartPolicy":"Always",\
        "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{}},"status":{}}
        """

    static func text(
        _ object: String, kind: String = "Pod", version: String = "v1", operation: String = "CREATE", more: String = ""
    ) -> String {
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a\
        800002","kind":{"group":"","version":"\(version)","kind":"\(kind)"},"resource":{"group":"","version":"v1",\
        "resource":"pods"},"namespace":"prod","operation":"\(operation)"\(more),"userInfo":{"username":"x"},"object":\
        \(object),"oldObject":null,"dryRun":false}}
        """
    }

    static func request(_ text: String) throws(AdmissionError) -> AdmissionRequest {
        try AdmissionRequest(Array(text.utf8))
    }

    static func value(_ text: String) throws -> Value {
        Value(try YAML.parse(text, name: "a")[0].root)
    }
}
