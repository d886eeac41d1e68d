/// What an HTTP server is asked, and which answer means ready.
public struct HTTPQuestion: Equatable, Sendable {
    /// One request and what must come back.
    public struct Ask: Equatable, Sendable {
        /// What is sent.
        public var request: HTTPRequest
        /// What must come back.
        public var expectation: HTTPExpectation

        /// A request and what must come back.
        public init(request: HTTPRequest, expectation: HTTPExpectation = HTTPExpectation()) {
            self.request = request
            self.expectation = expectation
        }
    }

    /// What is asked.
    public var ask: Ask
    /// What is asked instead, in order, when the server does not know the path (404, 410): products move their health
    /// pages between versions.
    public var others: [Ask]
    /// Whether a redirect within the host is followed, as the kubelet does; not where a status is asked for by number.
    public var followsRedirects: Bool
    /// Who one is.
    public var credential: Credential?

    /// A question that may take several requests.
    public init(_ ask: Ask, others: [Ask] = [], followsRedirects: Bool = false, credential: Credential? = nil) {
        self.ask = ask
        self.others = others
        self.followsRedirects = followsRedirects
        self.credential = credential
    }
}
