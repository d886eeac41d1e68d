/// A Kubernetes object, to be asked about with the pod's own service account.
public struct KubeEndpoint: Equatable, Sendable {
    /// What is asked.
    public var question: KubeQuestion
    /// How TLS is spoken; without CA certificates of its own with those of the account.
    public var tls: TLSOptions
    /// Who one is, if not the account.
    public var credential: Credential?

    /// The API server as the pod's environment has it, and the question; `nil` when `namespace`, which is the content
    /// of the account's file, is needed and not a namespace.
    ///
    /// Throws when the environment does not name an API server.
    public func server(host: String?, port: String?, namespace: [UInt8]) throws(UsageError) -> ServerEndpoint? {
        let account = try KubeAccount(host: host, port: port)
        var question = question
        if question.isInOwnNamespace, !question.settle(ownNamespace: namespace) { return nil }
        var server = ServerEndpoint(
            place: .inet(host: account.host, port: account.port), question: .kube(question))
        server.startsWithTLS = true
        server.tls = tls
        if tls.authorities == nil { server.tls.authorities = KubeAccount.authoritiesPath }
        return server
    }

    /// Where the token is.
    public var tokenSource: Credential.Source { credential?.source ?? .file(KubeAccount.tokenPath) }
}

extension KubeEndpoint {
    /// Reads `kube:KIND/NAME#condition=…`.
    init(_ rest: [UInt8], of target: String, _ expectations: inout Expectations) throws(UsageError) {
        guard let decoded = PercentCoding.decode(rest) else { throw TargetParser.badPercent(target) }
        let isClusterScoped = try expectations.flag("cluster-scoped")
        let namespace = expectations.take("namespace")
        if isClusterScoped, namespace != nil {
            throw UsageError(
                "\"\(target)\" has a namespace and has none", cure: "keep one of namespace= and cluster-scoped")
        }
        let question = try KubeQuestion(
            kindAndName: ASCII.string(decoded), namespace: namespace, condition: expectations.take("condition"),
            minimum: try expectations.number("min", in: 1...1_000_000).map { Int($0) },
            json: try HTTPTarget.json(&expectations))
        self.question = isClusterScoped || namespace != nil ? question : question.inOwnNamespace()
        tls = try expectations.tls()
        credential = try HTTPTarget.credential(&expectations)
        if let credential, credential.scheme == .basic {
            throw UsageError("the API server takes a bearer token", cure: "use bearer-file or bearer-env")
        }
    }
}
