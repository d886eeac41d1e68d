import Testing

@testable import Lint

struct NearNameTests {
    @Test(arguments: [
        ("config-sever", "config-server"), ("user-service", "users-service"), ("postgers", "postgres"),
        ("config-serfer", "config-server"), ("migrate-shema", "migrate-schema"),
    ])
    func slips(_ name: String, _ known: String) {
        #expect(NearName.cure(for: name, among: ["other", known]) == "did you mean \"\(known)\"?")
    }

    @Test(arguments: [
        ("udm-nudm", "udr-nudr"), ("redis-1", "redis-2"), ("kafka", "kafka2"), ("myservice", "adservice"),
        ("db", "web"),
        ("mysql", "mssql"), ("shard-a", "shard-b"), ("order-svc-a-api", "order-svc-b-api"),
        ("config-server", "config-server"),
    ])
    func namesOfTheirOwn(_ name: String, _ known: String) {
        #expect(NearName.cure(for: name, among: [known]) == nil)
    }
}
