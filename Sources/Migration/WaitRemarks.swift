import HandWritten
import Manifests
import Startup
import Topology

/// Where the meaning of a hand-written wait was wrong, and what is different now.
enum WaitRemarks {
    static func of(_ written: WrittenWait, in pod: Pod) -> [Diagnostic] {
        let place = written.offset.map { Place(ofByte: $0, in: written.node) } ?? Place(written.node)
        let title = "\(written.title(in: pod)) of \(pod.title)"
        let remarks = WaitFlaw.allCases.filter(written.wait.flaws.contains).compactMap { remark($0, written.wait) }
        return remarks.map { place.diagnostic(.note, "\(title): \($0)") }
    }

    private static func remark(_ flaw: WaitFlaw, _ wait: HandWrittenWait) -> String? {
        switch flaw {
        case .noDeadline: "it never gave up; now a wait ends after 5 minutes, says why, and the kubelet begins anew"
        case .statusIgnored: "404 and 500 counted as ready; now 200 to 399 do"
        case .noAttemptLimit: "an attempt could hang; now each ends after 3 seconds"
        case .portOnly: "an open port counted as ready, and still does: \(better(wait)) would ask the server itself"
        case .nameOnly: "a name that resolves counted as ready, and still does: name a port or a URL instead"
        case .fixedDelay: nil
        case .failsOpen: "when it gave up, what follows ran all the same; that is kept: on-timeout=proceed"
        case .failedJobNeverEnds: "a Job that failed was waited for in vain; now that ends the wait at once"
        case .cannotSucceed: "it could not succeed as it was written"
        case .noPause: "it asked without a pause"
        case .certificateIgnored: "any certificate was taken, and still is: #insecure"
        }
    }

    private static func better(_ wait: HandWrittenWait) -> String {
        for target in wait.targets {
            guard let host = target.host, let port = target.port, let known = KnownServer.on(port: port) else {
                continue
            }
            return known.target(host: host, port: port)
        }
        return "an http:// URL"
    }
}
