/// Signal numbers as Linux has them on the architectures that Kubernetes runs on.
enum Signals {
    static let child: Int32 = 17
    /// Whether a wait ends by the signal, as a process without handlers would: images choose their own stop signals.
    /// Of a window's size (SIGWINCH) only the first process, which has no terminal of its own to care for.
    static func endsWait(_ signal: Int32, isInit: Bool) -> Bool {
        switch signal {
        case child, 13, 18, 23: false
        case 28: isInit
        default: true
        }
    }

    static func name(_ signal: Int32) -> String {
        switch signal {
        case 1: "SIGHUP"
        case 2: "SIGINT"
        case 3: "SIGQUIT"
        case 15: "SIGTERM"
        default: "signal \(signal)"
        }
    }
}
