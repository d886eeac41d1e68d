import Manifests
import Probing
public struct StartupPolicy: Sendable { public var templates: [Int] = [] }
public enum PolicyReader { public static let kinds = ["StartupPolicy", "ClusterStartupPolicy"]
  public static func read(_ o: [KubernetesObject]) -> (policies: [StartupPolicy], diagnostics: [Diagnostic]) { ([], []) } }
extension Declaration { public struct Defaults: Sendable { public var strategy: Strategy?; public var timeout: Milliseconds?; public var onTimeout: OnTimeout?; public init() {} } }
extension DeclarationReader { public static func read(_ pod: Pod, mesh: IstioMesh, policies: [StartupPolicy], defaults: Declaration.Defaults) -> (declaration: Declaration, diagnostics: [Diagnostic]) { 
  var p = pod; p.annotations["holdfast.dev/status"] = nil
  return read(p, mesh: mesh) } }
extension Pod { var isWindows_: Bool { false }; public var isWindows: Bool { false } }
extension StartupPlanner { public static func plan(_ pod: Pod, _ d: Declaration, cluster: Cluster) -> (plan: StartupPlan?, diagnostics: [Diagnostic]) { plan(pod, d) } }
