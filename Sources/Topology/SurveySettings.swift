import Startup

/// What a call says besides its manifests.
public struct SurveySettings: Sendable {
    /// The cluster that they are for.
    public var cluster = Cluster()
    /// Policies beside those among the manifests.
    public var policies: [StartupPolicy] = []
    /// What counts where nothing is declared.
    public var defaults = Declaration.Defaults()
    /// The namespace of objects that name none.
    public var defaultNamespace = "default"

    /// Settings that change nothing.
    public init() {}
}
