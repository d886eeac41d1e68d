import CommandSupport
import Topology

extension SurveySettings {
    /// What the options of a call say besides its manifests. Throws what is wrong with an option.
    init(_ cluster: ClusterOptions, _ policies: PolicyOptions, _ report: inout DiagnosticReport) throws {
        self.init()
        self.cluster = try cluster.cluster()
        if let namespace = cluster.namespace { defaultNamespace = namespace }
        self.policies = policies.policies(&report)
    }
}
