/// Products that tell their readiness over HTTP: which page, and what it says when they are ready.
enum ProductTarget {
    static func question(
        scheme: String, host: String, port: UInt16, isSecure: Bool, _ expectations: inout Expectations
    ) throws(UsageError) -> Question {
        let pages = try pages(scheme, &expectations)
        var asks: [HTTPQuestion.Ask] = []
        for page in pages {
            do throws(HTTPRequest.Invalid) {
                let request = try HTTPRequest(
                    host: host, port: port, path: page.path, headers: [("Accept", "application/json")],
                    defaultPort: isSecure ? 443 : 80)
                asks.append(.init(request: request, expectation: page.expectation))
            } catch {
                throw UsageError(Phrase(error.message), cure: "write \(scheme)://HOST[:PORT]")
            }
        }
        guard let first = asks.first else { throw UsageError("\(scheme) has no page to ask for", cure: "use http://") }
        return .http(
            HTTPQuestion(first, others: Array(asks.dropFirst()), credential: try HTTPTarget.credential(&expectations)))
    }

    private typealias Page = (path: String, expectation: HTTPExpectation)

    private static func pages(_ scheme: String, _ expectations: inout Expectations) throws(UsageError) -> [Page] {
        switch scheme {
        case "etcd":
            // etcdserver/api/etcdhttp/health.go: asks for a linearizable read, and so for a leader.
            return [("/health", json("health", "true"))]
        case "consul":
            // agent/status_endpoint.go: the leader's address in quotes, or "" without a leader.
            guard let service = try name("service", &expectations) else {
                return [("/v1/status/leader", HTTPExpectation(status: only200, body: ":"))]
            }
            // agent/health_endpoint.go: a list of the instances that pass all checks.
            return [
                (
                    "/v1/health/service/" + service + "?passing=true",
                    HTTPExpectation(status: only200, body: "\"Service\":")
                )
            ]
        case "nacos":
            guard let service = try name("service", &expectations) else {
                // Of 1.x and 2.x the page of v1: that of v2 says 200 also when it is not ready (nacos issue 13437).
                return [
                    ("/nacos/v1/console/health/readiness", HTTPExpectation(status: only200)),
                    ("/nacos/v3/admin/core/state/readiness", json("code", "0")),
                ]
            }
            let query = "/instance/list?healthyOnly=true&serviceName=" + service
            let healthy = HTTPExpectation(status: only200, body: "\"healthy\":true")
            return [("/nacos/v1/ns" + query, healthy), ("/nacos/v3/client/ns" + query, healthy)]
        case "eureka":
            guard let app = try name("app", &expectations) else {
                let applications = HTTPExpectation(status: only200, body: "\"applications\"")
                return [("/eureka/apps", applications), ("/eureka/v2/apps", applications)]
            }
            // eureka-core ApplicationResource: 404 for an application that nobody has registered.
            let isUp = HTTPExpectation(status: only200, body: "\"status\":\"UP\"")
            return [("/eureka/apps/" + app, isUp), ("/eureka/v2/apps/" + app, isUp)]
        default:
            guard let app = try name("app", &expectations) else {
                // Apollo's configservice is a Spring Boot 1 or 2 application with the health page at its root.
                return [("/health", json("status", "UP")), ("/actuator/health", json("status", "UP"))]
            }
            let cluster = try name("cluster", &expectations) ?? "default"
            let space = try name("namespace", &expectations) ?? "application"
            return [("/configs/" + app + "/" + cluster + "/" + space, HTTPExpectation(status: only200))]
        }
    }

    private static let only200 = StatusSet(ranges: [200...200])

    private static func json(_ path: String, _ value: String) -> HTTPExpectation {
        HTTPExpectation(status: only200, json: JSONPath(path).map { .init(path: $0, value: value) })
    }

    /// A name that becomes part of a path.
    private static func name(_ key: String, _ expectations: inout Expectations) throws(UsageError) -> String? {
        guard let value = expectations.take(key) else { return nil }
        guard !value.isEmpty else { throw UsageError("\(key)= names nothing", cure: "write #\(key)=NAME") }
        return PercentCoding.encode(value)
    }
}
