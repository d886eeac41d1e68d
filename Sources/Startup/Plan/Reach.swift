import Probing

/// Whether an init container of the waiter's own can ask a target: it has neither the files and variables of the pod's
/// containers nor, as a rule, their company.
enum Reach: Hashable {
    /// It can.
    case anywhere
    /// The pod itself, of which nothing runs by then but its native sidecars.
    case pod
    /// The containers' own file systems or environment, and why.
    case container(String)

    /// Reads it off a target; `url` is what the kubelet will see.
    init(_ url: String, _ endpoint: Endpoint) {
        // The kubelet replaces $(NAME) by the container's variable; $$ stands for a dollar sign.
        if url.utf8.contains(UInt8(ascii: "$")), url.replacing("$$", with: "").contains("$(") {
            self = .container("its variables are those of the pod's containers")
            return
        }
        switch endpoint {
        case .exec: self = .container("its command is in the pod's containers")
        case .file: self = .container("its path is in the file systems of the pod's containers")
        case .unix: self = .container("its socket is in the file systems of the pod's containers")
        case .server(let server):
            if case .socket = server.place {
                self = .container("its socket is in the file systems of the pod's containers")
            } else {
                self = endpoint.isLocal ? .pod : .anywhere
            }
        case .tcp: self = endpoint.isLocal ? .pod : .anywhere
        case .delay, .dns, .kube: self = .anywhere
        }
    }
}

extension Declaration.Wait {
    var reach: Reach { Reach(url, target.endpoint) }

    /// Whether it asks something that runs in the pod itself, by a loopback address.
    public var asksPod: Bool { reach == .pod }
}
