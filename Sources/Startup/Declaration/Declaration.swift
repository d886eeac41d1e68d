import Manifests
import Probing
import StartupGraph

/// What a pod says about its start: what it waits for, and which of its containers need which others.
public struct Declaration: Sendable {
    /// Something outside the pod that has to be ready.
    public struct Wait: Sendable {
        /// The target as it is given to the waiter, with its own timeout as an expectation.
        public var url: String
        /// The same, read.
        public var target: Target
        /// Where it was declared.
        public var place: Place

        /// A wait for a target, which is the text read.
        public init(url: String, target: Target, place: Place) {
            self.url = url
            self.target = target
            self.place = place
        }
    }

    /// One container needs another.
    public struct Need: Sendable {
        /// Who waits.
        public var dependent: String
        /// Who is waited for.
        public var dependency: String
        /// What the dependency must have reached.
        public var condition: Condition
        /// Where it was declared.
        public var place: Place
    }

    /// What may have been set on purpose to what it would be anyway.
    enum Setting: Hashable, Sendable {
        case waits, strategy, timeout, onTimeout
    }

    /// Targets that every regular container needs.
    public var waits: [Wait] = []
    /// Containers that need others.
    public var needs: [Need] = []
    /// Every container that is named, and where: each of them has to exist.
    public var named: [(name: String, place: Place)] = []
    /// How one can see from outside that a container is ready.
    public var ready: [String: Wait] = [:]
    /// The mechanism that was asked for.
    public var strategy = Strategy.auto
    /// How long to wait for what says nothing itself, in milliseconds.
    public var timeout: Milliseconds = 300_000
    /// What to do then; `nil` leaves it to the strategy: a hook blocks, everything else fails.
    public var onTimeout: OnTimeout?
    /// What somebody has set.
    var declared: Set<Setting> = []
    /// The pod does not want to be touched: `holdfast.dev/inject: "false"`.
    public var isOptedOut = false
    /// What is known about Istio: its switches, and where its webhook is at work.
    public var istio = IstioMesh()
    /// Where Istio's hold was switched on, if the manifest does not carry the proxy.
    public var absentHold: Place?

    /// Whether somebody has set it.
    func has(_ setting: Setting) -> Bool { declared.contains(setting) }

    /// A declaration that asks for nothing.
    public init() {}

    /// Whether there is anything to hold.
    public var isEmpty: Bool { isOptedOut || waits.isEmpty && needs.isEmpty && !wrapsForIstio }

    /// `wrap` closes the hole of Istio's own hold, also where the proxy comes later.
    var wrapsForIstio: Bool { absentHold != nil && strategy == .wrap }
}
