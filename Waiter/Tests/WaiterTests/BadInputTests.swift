import Foundation
import Testing

/// Malformed targets and flags: each is refused before anything is waited for, with status 2 and one line that names
/// the cure.
@Suite struct BadInputTests {
    static let targets = [
        "", " ", "x", "localhost:80", ":80", "://a", "ftp://a/", "http", "http:", "http://", "http:///x", "http://:80/",
        "http://a:0/", "http://a:65536/", "http://a:-1/", "http://a:http/", "http://a b/", "http://a/b c",
        "http://a/\u{e9}",
        "http://[::1", "http://[db]/", "http://[::1]80/", "http://u:p@a/", "http://a/%zz#body=%4",
        "http://a/#status=2xx",
        "http://a/#status=", "http://a/#stauts=200", "http://a/#status=200&status=201", "http://a/#json=:UP",
        "http://a/#header=:x", "http://a/#method=POST", "http://a/#host=b%0Ac", "http://a/#bearer-file=",
        "http://a/#basic-env=A&bearer-env=B", "http://a/#token=x", "https://a/#cert=/c", "https://a/#insecure=2",
        "http+unix://%2Fx:80/", "http://a/\u{7f}", "http://a/\n", "tcp://", "tcp://a", "tcp://a:", "tcp://a:1/x",
        "tcp://a:1#status=200", "tcp://a:1#settle=5", "tcp://a:1#timeout=5", "tcp://a:1#timeout=-1s",
        "tcp://a:1#on-timeout=ignore", "tcp://::1:80", "unix:", "unix://run/x", "unix:/a%00", "file:", "file://run/x",
        "file:/x#empty", "file:/x#nonempty=yes", "exec:", "exec:   ", "exec:a%00", "dns:", "dns:a:53", "dns:a#type=MX",
        "dns:a#min=0", "dns:a/b", "delay:", "delay:5", "delay:soon", "delay:-5s", "postgres://a/b/c",
        "postgres://a#tls=maybe",
        "postgres://a#user=", "postgres://u@a", "mysql://a/db", "mongodb://a#state=up", "kafka://a#topic=a/b",
        "kafka://a#topic=", "redis://a/0", "redis://:secret@a", "amqp://a/vhost", "grpc://a:1/s?x", "grpc://a:port",
        "etcd://a/health", "consul://a#service=", "nacos://a#app=x", "eureka://a#service=x", "apollo://a#app=",
        "kube:", "kube:job", "kube:job/", "kube:job/A_B", "kube:cronjob/x", "kube:a.b/x", "kube:job/x/y",
        "kube:pod/x#condition=", "kube:pod/x#condition=Ready=Maybe", "kube:service/x#condition=Ready",
        "kube:job/x#min=1",
        "kube:service/x#min=0", "kube:pod/x#namespace=A", "kube:nodes.v1/x#cluster-scoped&namespace=a",
        "kube:pod/x#basic-env=A", "zookeeper://a#quorum=3",
    ]
    static let flags = [
        ["--timeout"], ["--timeout", "5"], ["--timeout="], ["--attempt-timeout", "0"], ["--max-interval", "0s"],
        ["--on-timeout", "stop"], ["--quorum", "0"], ["--quorum", "2"], ["--stable", "1.5"], ["--attempts", "many"],
        ["--log", "xml"], ["--any", "--not=maybe"], ["--resolve", "db"], ["--resolve", "=1.2.3.4"], ["--ca-file="],
        ["--client-cert", "/c"], ["--client-key", "/k"], ["--insecure=perhaps"], ["--hook=2"], ["--retries", "1"],
        ["--url", "x"], ["--timeoutSeconds", "1s"], ["--periodMillis", "0"], ["-t", "5s"], ["--nope"],
        ["--nope\nwaiter: ready"],
    ]

    @Test func thereAreMoreThanAHundred() {
        #expect(Set(Self.targets).count + Self.flags.count > 120)
    }

    @Test(arguments: targets)
    func targetsAreRefused(target: String) throws {
        try expectRefusal(["wait", "--", "echo", "started"], inserting: [target])
    }

    @Test(arguments: flags)
    func flagsAreRefused(flag: [String]) throws {
        try expectRefusal(["wait", "file:/", "--", "echo", "started"], inserting: flag)
    }

    private func expectRefusal(_ line: [String], inserting words: [String]) throws {
        let result = try WaiterProcess([line[0]] + words + line.dropFirst()).finish()
        #expect(result.code == 2 && result.output.isEmpty)
        let lines = result.errors.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && lines.last == "", "\(result.errors)")
        #expect(result.errors.hasPrefix("waiter: ") && result.errors.contains("; "))
        #expect(!result.errors.contains("secret"))
    }
}
