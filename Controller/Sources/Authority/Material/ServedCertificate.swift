/// What this process serves, in both modes: new content is taken when it can be served, else what is there stays. So a
/// Secret that is broken, deleted or read in the middle of a change takes no replica down.
public struct ServedCertificate: Sendable {
    /// What is served; `nil` before the first content that could be.
    public private(set) var material: SecretMaterial?
    /// The names the certificate must have.
    public let names: ServingNames

    /// Serves nothing yet.
    public init(names: ServingNames) {
        self.names = names
    }

    /// Offers what the Secret or the mounted directory has now.
    ///
    /// - Returns: whether certificate or key are others than before, and so have to be given to the TLS server.
    /// - Throws: why it cannot be served; what was served before still is.
    public mutating func offer(_ found: SecretMaterial, now: Moment) throws(MaterialFault) -> Bool {
        // The same again is not checked again: an expired certificate must not turn into an error at each look.
        if found == material { return false }
        try found.check(names: names, now: now)
        let isNew = found.certificate != material?.certificate || found.key != material?.key
        material = found
        return isNew
    }
}
