import Testing

@testable import Probing

struct KubeQuestionTests {
    func path(_ kindAndName: String, namespace: String? = "shop") throws -> String {
        let path = try KubeQuestion(kindAndName: kindAndName, namespace: namespace).path(seconds: 9)
        return String(path.prefix(while: { $0 != "&" }))
    }

    func failure(
        _ kindAndName: String, namespace: String? = "shop", condition: String? = nil, minimum: Int? = nil,
        json: HTTPExpectation.JSON? = nil
    ) -> UsageError? {
        do throws(UsageError) {
            _ = try KubeQuestion(
                kindAndName: kindAndName, namespace: namespace, condition: condition, minimum: minimum, json: json)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("job/x", "/apis/batch/v1/namespaces/shop/jobs"),
        ("jobs/x", "/apis/batch/v1/namespaces/shop/jobs"),
        ("job.batch/x", "/apis/batch/v1/namespaces/shop/jobs"),
        ("jobs.v1.batch/x", "/apis/batch/v1/namespaces/shop/jobs"),
        ("pod/x", "/api/v1/namespaces/shop/pods"),
        ("po/x", "/api/v1/namespaces/shop/pods"),
        ("deploy/x", "/apis/apps/v1/namespaces/shop/deployments"),
        ("deployment.apps/x", "/apis/apps/v1/namespaces/shop/deployments"),
        ("sts/x", "/apis/apps/v1/namespaces/shop/statefulsets"),
        ("ds/x", "/apis/apps/v1/namespaces/shop/daemonsets"),
        ("svc/x", "/api/v1/namespaces/shop/endpoints"),
        ("services.v1/x", "/api/v1/namespaces/shop/endpoints"),
        ("endpoints.v1/x", "/api/v1/namespaces/shop/endpoints"),
        ("configmaps.v1/x", "/api/v1/namespaces/shop/configmaps"),
        ("configmaps.v1./x", "/api/v1/namespaces/shop/configmaps"),
        ("certificates.v1.cert-manager.io/x", "/apis/cert-manager.io/v1/namespaces/shop/certificates"),
        ("jobs.v2beta1.batch/x", "/apis/batch/v2beta1/namespaces/shop/jobs"),
        ("pods.v1.example.com/x", "/apis/example.com/v1/namespaces/shop/pods"),
    ]) func `what kubectl takes leads to the API's path`(text: String, expected: String) throws {
        #expect(try path(text) == expected + "?fieldSelector=metadata.name%3Dx")
    }

    @Test func `resources outside namespaces have none in their path`() throws {
        #expect(try path("nodes.v1/n1", namespace: nil) == "/api/v1/nodes?fieldSelector=metadata.name%3Dn1")
    }

    @Test func `only the kind's own resource gets its rules`() throws {
        #expect(try KubeQuestion(kindAndName: "jobs.v1.batch/x", namespace: "a").kind == .job)
        #expect(try KubeQuestion(kindAndName: "jobs.v1.example.com/x", namespace: "a").kind == .other)
        #expect(try KubeQuestion(kindAndName: "jobs.v2beta1.batch/x", namespace: "a").kind == .other)
        #expect(try KubeQuestion(kindAndName: "endpoints.v1/x", namespace: "a").kind == .other)
    }

    @Test func `questions that differ are not equal`() throws {
        let job = try KubeQuestion(kindAndName: "job/x", namespace: "a")
        #expect(try job == KubeQuestion(kindAndName: "job/x", namespace: "a", condition: "Complete"))
        #expect(try job != KubeQuestion(kindAndName: "job/x", namespace: "b"))
        #expect(try job != KubeQuestion(kindAndName: "job/x", namespace: "a", condition: "Failed"))
    }

    @Test(arguments: [
        "job", "job/", "/x", "job/x/y", "job/X", "job/-x", "job/x%2Fy", "job/x?y", "job/x&watch=false", "job/a b",
        "cronjob/x", "jobs.batch.v1/x", "jobs.apps/x", "Jobs.v1.batch/x", "a_b.v1/x", "a.v1.b_c/x", "a.v/x", ".v1/x",
        "a.v1..b/x",
    ]) func `what is no question is refused with a cure`(text: String) {
        let failure = failure(text)
        #expect(failure != nil)
        #expect(failure?.cure.isEmpty == false)
    }

    @Test func `names may be as long as Kubernetes lets them`() {
        #expect(failure("job/" + String(repeating: "a", count: 253)) == nil)
        #expect(failure("job/" + String(repeating: "a", count: 254)) != nil)
        #expect(failure("job/x", namespace: String(repeating: "a", count: 63)) == nil)
        #expect(failure("job/x", namespace: String(repeating: "a", count: 64)) != nil)
        #expect(failure("job/x", namespace: "") != nil)
        #expect(failure("job/x", namespace: "a.b") != nil)
    }

    @Test func `conditions, minima and values go where they mean something`() throws {
        let path = try #require(JSONPath("status.phase"))
        let json = HTTPExpectation.JSON(path: path, value: nil)
        #expect(failure("job/x", condition: "Complete") == nil)
        #expect(failure("job/x", condition: "example.com/Ready=unknown") == nil)
        #expect(failure("job/x", condition: "") != nil)
        #expect(failure("job/x", condition: "Ready=") != nil)
        #expect(failure("job/x", condition: "Ready=yes") != nil)
        #expect(failure("job/x", condition: "Rea dy") != nil)
        #expect(failure("service/x", condition: "Ready") != nil)
        #expect(failure("service/x", minimum: 2) == nil)
        #expect(failure("deployment/x", minimum: 2) == nil)
        #expect(failure("service/x", minimum: 0) != nil)
        #expect(failure("job/x", minimum: 1) != nil)
        #expect(failure("deployment/x", condition: "Available", minimum: 1) != nil)
        #expect(failure("job/x", json: json) == nil)
        #expect(failure("job/x", condition: "Ready", json: json) != nil)
        #expect(
            failure("job/x", minimum: 1)
                == UsageError(
                    "min=1 has no meaning for \"job/x\"",
                    cure: """
                        use min=1 or more with a service, deployment, statefulset or daemonset, and without condition
                        """))
    }

    @Test func `the account is where the kubelet says`() throws {
        #expect(try KubeAccount(host: "10.0.0.1", port: "6443").port == 6443)
        #expect(try KubeAccount(host: "fd00::1", port: nil) == KubeAccount(host: "fd00::1", port: "443"))
        #expect(throws: UsageError.self) { try KubeAccount(host: nil, port: "443") }
        #expect(throws: UsageError.self) { try KubeAccount(host: "", port: "443") }
        #expect(throws: UsageError.self) { try KubeAccount(host: "h", port: "0") }
        #expect(throws: UsageError.self) { try KubeAccount(host: "h", port: "65536") }
        #expect(throws: UsageError.self) { try KubeAccount(host: "h", port: "tcp://10.0.0.1:443") }
    }
}
