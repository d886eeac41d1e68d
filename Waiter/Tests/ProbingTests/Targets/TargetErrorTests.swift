import Testing

@testable import Probing

/// Every way in which a target can be wrong: what is said, and what to write instead.
@Suite struct TargetErrorTests {
    @Test(arguments: [
        ("", "\"\" is not a target: it has no scheme", "tcp://"),
        ("localhost", "\"localhost\" is not a target: it has no scheme", "write http://localhost"),
        (":80", "\":80\" is not a target: it has no scheme", "file:"),
        (
            "localhost:8080", "\"localhost\" in \"localhost:8080\" is not a scheme that can be waited for",
            "use tcp, http"
        ),
        ("ftp://a/", "\"ftp\" in \"ftp://a/\" is not a scheme that can be waited for", "https, "),
        ("file:/a\u{0A}b", "a target contains a control character", "%0A"),
        ("file:/a\u{7F}", "a target contains a control character", "%0A"),
        ("file:/a\u{0}", "a target contains a control character", "%0A"),
    ])
    func shape(text: String, message: String, cure: String) throws {
        try expect(text, message, cure)
    }

    @Test(arguments: [
        ("tcp://db", "\"tcp://db\" has no port", "write tcp://db:PORT"),
        ("tcp://[::1]", "\"tcp://[::1]\" has no port", "write tcp://[::1]:PORT"),
        ("tcp://db:1/x", "\"tcp://db:1/x\" has a path, which tcp does not know", "use http://"),
        ("tcp://db:1?x", "\"tcp://db:1?…\" has a path, which tcp does not know", "use http://"),
        ("tcp://:80", "\"tcp://:80\" has no host", "name of the service"),
        ("http://", "\"http://\" has no host", "name of the service"),
        ("http:///x", "\"http:///x\" has no host", "name of the service"),
        ("tcp://db:", "\"\" in \"tcp://db:\" is not a port", "from 1 to 65535"),
        ("tcp://db:0", "\"0\" in \"tcp://db:0\" is not a port", "from 1 to 65535"),
        ("tcp://db:65536", "\"65536\" in \"tcp://db:65536\" is not a port", "from 1 to 65535"),
        ("tcp://db:-1", "\"-1\" in \"tcp://db:-1\" is not a port", "from 1 to 65535"),
        ("tcp://::1:80", "\"tcp://::1:80\" has no host", "name of the service"),
        ("tcp://fd00::1:80", "\":1:80\" in \"tcp://fd00::1:80\" is not a port", "from 1 to 65535"),
        ("tcp://[::1", "\"tcp://[::1\" has no IPv6 address in its brackets", "tcp://[::1]:8080"),
        ("tcp://[db]:80", "\"tcp://[db]:80\" has no IPv6 address in its brackets", "tcp://[::1]:8080"),
        ("tcp://[::1]80", "\"tcp://[::1]80\" has something after its brackets", "write [ADDRESS]:PORT"),
        ("tcp://d%6:80", "has a % without two hexadecimal digits after it", "%25"),
        ("http+unix://%2Fx:80/", "a UNIX socket has no port", "http+unix://%2Frun%2Fname.sock/path"),
        ("http://a b/", "the host is not a valid host name or address", "percent-encoded"),
        ("http://a/b c", "the path has characters that must be percent-encoded", "percent-encoded"),
        ("http://a/é", "the path has characters that must be percent-encoded", "percent-encoded"),
        ("http://a/#host=b%0Ac", "the Host header is not a valid host", "percent-encoded"),
        ("unix:", "\"unix:\" has no path", "write unix:/PATH"),
        ("file:#nonempty", "\"file:#nonempty\" has no path", "write file:/PATH"),
        ("file://run/x", "\"file://run/x\" names a host where file has a path", "write file:///PATH"),
        ("unix://run/x", "\"unix://run/x\" names a host where unix has a path", "three slashes"),
        ("file:/a%zz", "\"file:/a%zz\" has a % without two hexadecimal digits after it", "write a plain % as %25"),
        ("file:/a%00b", "has a zero byte", "%00"), ("unix:/a%00", "has a zero byte", "%00"),
        ("exec:a b%00c", "has a zero byte", "%00"), ("exec:a %", "has a % without", "%25"),
        ("exec:", "\"exec:\" has no command", "write exec:COMMAND"), ("exec:   ", "has no command", "%20"),
        ("dns:", "\"dns:\" has no host", "name of the service"),
        ("dns:db:53", "\"dns:db:53\" has a port or a path, which dns does not know", "write dns:db"),
        ("dns://db/x", "has a port or a path, which dns does not know", "write dns:db"),
        ("delay:5", "\"5\" is not a length of time", "500ms"), ("delay:", "\"\" is not a length of time", "30s"),
    ])
    func places(text: String, message: String, cure: String) throws {
        try expect(text, message, cure)
    }

    @Test(arguments: [
        (
            "http://a/#stauts=200", "http has no expectation named \"stauts\", in \"http://a/#stauts=200\"",
            "status, body"
        ),
        ("tcp://a:1#status=200", "tcp has no expectation named \"status\"", "use settle, timeout or on-timeout"),
        ("file:/x#empty", "file has no expectation named \"empty\"", "use nonempty, timeout"),
        ("dns:a#max=1", "dns has no expectation named \"max\"", "use type, min, timeout"),
        ("exec:sh -c x#y", "exec has no expectation named \"y\"", "timeout or on-timeout"),
        ("http://a/#=x", "http has no expectation named \"\"", "status"),
        ("http://a/#status=200&status=300", "says status twice", "keep one of them"),
        ("http://a/#st%61tus=200&status=300", "says status twice", "keep one of them"),
        ("http://a/#body=%4", "has a % without two hexadecimal digits after it", "%25"),
        ("http://a/#status=2xx", "status=2xx is not a set of HTTP statuses", "200,204,500-599"),
        ("http://a/#status=", "status= is not a set of HTTP statuses", "200,204,500-599"),
        ("http://a/#json=:UP", "json=:UP does not begin with a path", "json=status:UP"),
        ("http://a/#json=a..b:UP", "json=a..b:UP does not begin with a path", "items[0].name:x"),
        ("http://a/#header=:x", "a header's name is not one", "header=X-Ready:yes"),
        ("http://a/#header=a%20b", "a header's name is not one", "header=X-Ready:yes"),
        ("http://a/#method=POST", "method=POST would not be a safe question", "use GET or HEAD"),
        ("http://a/#method=get", "method=get would not be a safe question", "use GET or HEAD"),
        ("file:/x#nonempty=yes", "nonempty=yes in \"file:/x#nonempty=yes\" is neither true nor false", "#nonempty"),
        ("dns:a#type=MX", "\"MX\" is not a record type that can be waited for", "use A, AAAA, SRV, TXT or CNAME"),
        ("dns:a#type=", "\"\" is not a record type that can be waited for", "use A, AAAA, SRV, TXT or CNAME"),
        ("dns:a#min=0", "min=0 in \"dns:a#min=0\" is not a number from 1 to 1000", "#min=1"),
        ("dns:a#min=1001", "is not a number from 1 to 1000", "#min=1"),
        ("dns:a#min=two", "is not a number from 1 to 1000", "#min=1"),
        ("tcp://a:1#timeout=5", "\"5\" is not a length of time", "500ms"),
        ("tcp://a:1#on-timeout=ignore", "\"ignore\" is not something to do on a timeout", "fail, proceed or block"),
    ])
    func expectations(text: String, message: String, cure: String) throws {
        try expect(text, message, cure)
    }

    @Test(arguments: [
        ("etcd://a/health", "has a path, which etcd does not know", "http://"),
        ("http://a/#tls", "http has no expectation named \"tls\"", "status"),
        ("https://a/#cert=/c", "a client certificate without its key", "#cert=FILE&key=FILE"),
        ("https://a/#key=/k", "a key without its certificate", "#cert=FILE&key=FILE"),
        ("https://a/#basic-file=", "basic-file names nothing", "#basic-file=PATH"),
        ("https://a/#basic-file=a&bearer-env=B", "says in two ways who one is", "keep one"),
        ("https://a/#insecure=maybe", "insecure=maybe", "#insecure"),
        ("consul://a#service=", "service= names nothing", "#service=NAME"),
        ("nacos://a#app=x", "nacos has no expectation named \"app\"", "use service, basic-file"),
        ("apollo://a#timeout=x", "\"x\" is not a length of time", "500ms"),
    ])
    func servers(text: String, message: String, cure: String) throws {
        try expect(text, message, cure)
    }

    private func expect(_ text: String, _ message: String, _ cure: String) throws {
        let error = try #require(throws: UsageError.self) { try TargetParser.parse(text) }
        #expect(error.message.contains(message))
        #expect(error.cure.contains(cure), "\(error.cure)")
        #expect(!error.cure.isEmpty)
    }
}
