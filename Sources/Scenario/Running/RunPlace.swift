/// Where a runnable scenario's programs run, and what they leave behind there.
public enum RunPlace: Sendable {
    /// `holdfast up`: it sees itself when its processes start and end.
    case up
    /// A node of a real cluster. The kubelet says when things happen to the second only, so every program writes what it
    /// does into the file `log` itself, a line each: the machine's uptime in seconds, then the event.
    case node(NodeSettings)

    /// What runs on a node has to know.
    public struct NodeSettings: Sendable {
        /// The directory of the node in which the scenario's programs meet. It is one of the node's own rather than one of
        /// the pod's: what is outside has to be met there too, and pods that have ended cannot be asked any more.
        public var directory: String
        /// An image with a shell.
        public var shellImage = "holdfast-test/busybox:1"
        /// An image with a shell and Python 3.
        public var pythonImage = "holdfast-test/python:1"

        /// Settings with the images of `Scripts/cluster/images.sh`.
        public init(directory: String) {
            self.directory = directory
        }
    }

    /// Where the directory is in containers.
    static let mount = "/holdfast-run"

    var node: NodeSettings? {
        if case .node(let settings) = self { settings } else { nil }
    }

    /// Sets `t` to the time of a clock that the shell and ``pythonClock`` share. busybox has no fractions of a second in
    /// its `date`, and none that cost no process but this.
    var shellClock: String { node == nil ? "t=$(date +%s.%N)" : "read -r t _ </proc/uptime" }
    var pythonClock: String { node == nil ? "time.time" : "lambda: time.clock_gettime(time.CLOCK_BOOTTIME)" }
    /// The kubelet asks by the pod's address.
    var address: String { node == nil ? "127.0.0.1" : "0.0.0.0" }
}
