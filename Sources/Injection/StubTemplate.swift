import Manifests
import Startup
struct TemplateInjector {
    init(policies: [StartupPolicy]) {}
    func apply(to: inout Draft) -> [String] { [] }
    func diagnostics(_ p: Pod) -> [Diagnostic] { [] }
}
extension InjectionSettings { func applies(_ p: StartupPolicy, to: Pod) -> Bool { false } }
