import Probing

extension StartupPlan {
    /// How often a native sidecar's startupProbe may fail, with `period` seconds between its attempts: as long as it is
    /// to be waited for. Then the kubelet kills the container and begins anew, so that nothing is let through.
    ///
    /// What its `ready:` says itself counts first. 600, as in Istio's own template, where nobody has set a timeout;
    /// `Int32.max`, the most that the field takes, where it is waited for ever.
    public func startupFailures(of name: String, period: Int) -> Int {
        let endless = Int(Int32.max)
        let own = declaration.ready[name]?.target
        if (own?.onTimeout ?? declaration.onTimeout) == .block { return endless }
        guard let time = own?.timeout ?? (declaration.has(.timeout) ? declaration.timeout : nil) else { return 600 }
        guard time > 0 else { return endless }
        let length = Int64(max(1, period)) * 1000
        return Int(min(Int64(endless), (time - 1) / length + 1))
    }
}
