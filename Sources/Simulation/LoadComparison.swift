/// One fleet, and what each of several ways of waiting makes of its start-up.
public struct LoadComparison: Equatable, Sendable {
    /// One way of waiting.
    public struct Row: Equatable, Sendable {
        /// How the pods waited.
        public var method: WaitingMethod
        /// What came of it.
        public var result: FleetLoad.Result

        /// A row with its parts.
        public init(method: WaitingMethod, result: FleetLoad.Result) {
            self.method = method
            self.result = result
        }
    }

    /// The fleet, the same in all rows.
    public var parameters: FleetLoad.Parameters
    /// In the order in which they were asked for.
    public var rows: [Row]

    /// A comparison with its parts.
    public init(parameters: FleetLoad.Parameters, rows: [Row]) {
        self.parameters = parameters
        self.rows = rows
    }
}
