/// The article's story as one table: every way beside the lower bound.
package enum StoryTable {
    /// Ratios are to the bound of the same run: the dependency is not equally late in each.
    package static func table(_ figures: [WayFigures], bound: LowerBound) -> Table {
        Table(
            columns: [
                "way", "ready", "restarts", "CrashLoopBackOff", "dependency s", "all ready s", "bound s", "ratio",
                "lag median s", "lag max s",
            ],
            rows: figures.map { figure in
                let least = figure.dependency.map(bound.seconds)
                let ratio = figure.allReady.flatMap { all in least.map { all / $0 } }
                return [
                    figure.way, "\(figure.ready)/\(figure.pods)", "\(figure.restarts)", "\(figure.crashLoops)",
                    Table.number(figure.dependency), Table.number(figure.allReady), Table.number(least),
                    Table.number(ratio), Table.number(figure.lagMedian), Table.number(figure.lagMax),
                ]
            })
    }
}
