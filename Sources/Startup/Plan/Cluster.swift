import Probing
public struct KubernetesVersion: Hashable, Sendable, Comparable {
    public var major: Int, minor: Int
    public init(_ major: Int, _ minor: Int) { self.major = major; self.minor = minor }
    public init(_ text: String) throws(UsageError) { self.init(1, 33) }
    public static func < (l: Self, r: Self) -> Bool { (l.major, l.minor) < (r.major, r.minor) }
}
public enum MeshChoice: String, CaseIterable, Sendable { case auto, istio, none }
public struct Cluster: Sendable {
    public var version = KubernetesVersion(1, 33); public var mesh = MeshChoice.auto; public init() {}
}
