/// One write of the Secret, to be made whole or not at all (with the `resourceVersion` that was read: on a conflict read
/// and decide anew). `SecretMaterial.applying` makes the new content.
public struct SecretChange: Hashable, Sendable {
    /// Make a new CA; it comes first in the bundle and its key becomes `ca.key`.
    public var makesAuthority: Bool
    /// CA certificates that are (or stay) in the bundle, in order, after the new one if there is one. Some may so far be
    /// in webhook configurations only.
    public var keeps: [Fingerprint]
    /// Make a new key and serving certificate, signed by the first of the bundle as it is after this change.
    public var makesLeaf: Bool

    /// A change with all its parts.
    public init(makesAuthority: Bool, keeps: [Fingerprint], makesLeaf: Bool) {
        self.makesAuthority = makesAuthority
        self.keeps = keeps
        self.makesLeaf = makesLeaf
    }
}
