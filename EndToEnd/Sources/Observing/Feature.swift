/// What some clusters have and others lack. Tests that need one are skipped by its name.
package enum Feature: String, CaseIterable, Sendable {
    case nativeSidecars = "native sidecars"
    case matchConditions = "matchConditions of webhooks"
    case schedulingGates = "scheduling gates"
    case imageVolumes = "image volumes"
    case schemaRules = "CEL rules in CRDs"

    /// The first version in which it is on by default (Kubernetes' feature gates table).
    package var since: ServerVersion {
        switch self {
        case .schemaRules: ServerVersion(major: 1, minor: 25)
        case .schedulingGates: ServerVersion(major: 1, minor: 27)
        case .matchConditions: ServerVersion(major: 1, minor: 28)
        case .nativeSidecars: ServerVersion(major: 1, minor: 29)
        case .imageVolumes: ServerVersion(major: 1, minor: 36)
        }
    }

    /// Why a test is skipped.
    package var need: String { "\(rawValue) need Kubernetes \(since) or newer" }
}
