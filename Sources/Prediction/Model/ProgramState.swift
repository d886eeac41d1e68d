/// How far a container's own program has come, as one who asks it directly sees it: the kubelet's probes see it later.
public enum ProgramState: Int, Hashable, Sendable, CaseIterable {
    /// Its first instruction ran: after whatever its command waits for. Stays true.
    case started
    /// Its port is open: a connection is accepted.
    case listening
    /// It answers that it is ready.
    case answering
    /// It has ended with status 0. Stays true.
    case completed
}
