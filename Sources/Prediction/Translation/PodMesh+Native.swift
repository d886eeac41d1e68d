import Startup

extension PodMesh {
    /// Whether the proxy is a native sidecar, or will be one.
    var isNative: Bool {
        switch self {
        case .none: false
        case .carried(let native), .later(let native): native
        }
    }
}
