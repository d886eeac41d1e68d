/// What no way can beat: measured with the same Deployment and a dependency that had been ready for long.
package struct LowerBound: Codable, Sendable {
    /// Seconds from creation until all pods were ready.
    package var alone: Double
    /// Seconds from the application's first line to its pod's Ready, the median of the pods: what is left to do when
    /// containers stand ready and the dependency comes.
    package var own: Double

    package init(alone: Double, own: Double) {
        self.alone = alone
        self.own = own
    }

    /// All ready at the earliest, with a dependency that comes so many seconds after the creation. Starting pods takes
    /// `alone`, and that may pass while the dependency is awaited: whichever is later.
    package func seconds(dependency: Double) -> Double { max(alone, dependency + own) }
    /// The naive sum: nothing is started before the dependency is there.
    package func oneAfterTheOther(dependency: Double) -> Double { alone + dependency }
}
