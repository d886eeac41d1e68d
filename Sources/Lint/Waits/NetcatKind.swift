import HandWritten
import ShellScript
import Topology

/// Which program `nc` is in a container: they do not take the same words.
enum NetcatKind {
    /// BusyBox's: it takes `db:5432` in one word as well as in two (networking/nc_bloaty.c `xhost2sockaddr`).
    case busybox
    /// OpenBSD's, Nmap's or the old one: of one word they say that the port is missing.
    case other
    /// It cannot be told from the image's name.
    case unknown

    /// Which one a wait calls.
    static func of(_ written: WrittenWait, image: String) -> NetcatKind {
        if callsNcat(written) { return .other }
        let name = ImageName(image.lowercased())
        if name.base.contains("busybox") || name.base.contains("alpine") || name.tag.contains("alpine") {
            return .busybox
        }
        return others.contains(name.base) ? .other : .unknown
    }

    private static func callsNcat(_ written: WrittenWait) -> Bool {
        guard written.wait.scriptIndex != nil else {
            return written.argv.first?.split(separator: "/").last == "ncat"
        }
        let names = ScriptCalls(Script(written.node.text)).calls.map(\.name)
        return names.contains("ncat") && !names.contains("nc") && !names.contains("netcat")
    }

    /// Distributions without BusyBox's, and images that are made for their nc.
    private static let others: Set<String> = [
        "debian", "ubuntu", "centos", "fedora", "ubi", "ubi8", "ubi9", "ubi-minimal", "rockylinux", "almalinux",
        "amazonlinux", "oraclelinux", "netshoot", "nmap", "ncat",
    ]
}
