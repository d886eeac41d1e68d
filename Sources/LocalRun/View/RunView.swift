/// Shows a run while it happens.
protocol RunView: AnyObject {
    /// Something happened.
    func show(_ event: RunEvent)
    /// How all containers are now; called after every turn of the loop.
    func update(_ status: [ContainerStatus], at now: Duration)
    /// Nothing more will be shown: the terminal is left as it was found.
    func finish()
    /// How long the view may go without an update while nothing happens.
    var interval: Duration? { get }
}
