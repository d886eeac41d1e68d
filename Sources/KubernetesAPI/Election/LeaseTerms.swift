/// The times of an election.
///
/// Two never lead at once as long as no clock runs more than `duration / renewDeadline` times as fast as another: half as
/// fast again with the usual ones.
public struct LeaseTerms: Hashable, Sendable {
    /// How long others wait after they saw the last renewal; whole seconds.
    public var duration = Duration.seconds(15)
    /// How long a leader leads on after its last renewal was sent; shorter than `duration`.
    public var renewDeadline = Duration.seconds(10)
    /// How long it is from one try to the next; others wait up to 2.2 times as long, by chance.
    public var retryPeriod = Duration.seconds(2)

    /// The usual times (client-go `leaderelection`, as kube-controller-manager uses it).
    public init() {}
}
