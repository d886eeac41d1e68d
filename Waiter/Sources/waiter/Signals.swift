/// Signal numbers as Linux has them on the architectures that Kubernetes runs on.
enum Signals {
    static let child: Int32 = 17
    /// What asks a process to end.
    static let stopping: [Int32] = [1, 2, 3, 15]

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
