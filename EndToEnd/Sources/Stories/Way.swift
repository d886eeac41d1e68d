/// A way of ordering the start of the article's business service.
package enum Way: String, CaseIterable, Sendable {
    case nothing = "nothing"
    case sleep = "sleep 30"
    case initLoop = "init container, until wget"
    case hook = "first container, hook that blocks"
    case istio = "Istio: proxy first, pilot-agent wait"
    case holdfastInit = "Holdfast, annotation, init"
    case holdfastWrap = "Holdfast, annotation, wrap"
    case holdfastPolicy = "Holdfast, policy, inject, init"
    case holdfastController = "Holdfast, policy, controller, init"
    case holdfastControllerWrap = "Holdfast, policy, controller, wrap"
    case holdfastIstio = "Holdfast, Istio's switch, hook"
    case holdfastIstioWrap = "Holdfast, Istio's switch, wrap"

    /// Whether it is Holdfast's, which has to come out without a crash.
    package var isHoldfast: Bool { rawValue.hasPrefix("Holdfast") }

    /// Whether the controller does it, when the pods are made.
    package var needsController: Bool { self == .holdfastController || self == .holdfastControllerWrap }
}
