import Probing

/// What has been counted so far.
struct Tally {
    var curve: LoadCurve
    var gaveUp = 0
    var refused = 0
    private var early = 0
    private var lags = LagHistogram()
    private var lastRelease: Milliseconds = 0

    /// - Parameter period: the distance of attempts that are added together.
    init(period: Milliseconds) {
        curve = LoadCurve(period: period)
    }

    /// The application of a pod that began to wait at `begin` starts, and the dependency is ready.
    mutating func release(at time: Milliseconds, begin: Milliseconds, _ checked: CheckedParameters) {
        lags.add(time - max(begin, checked.ready))
        lastRelease = max(lastRelease, time)
    }

    /// The application starts, whether the dependency is ready or not.
    mutating func sleep(until time: Milliseconds, begin: Milliseconds, _ checked: CheckedParameters) {
        guard time >= checked.ready else {
            early += 1
            return
        }
        release(at: time, begin: begin, checked)
    }

    /// Everything together.
    consuming func result(_ checked: CheckedParameters) -> FleetLoad.Result {
        curve.settle()
        var result = FleetLoad.Result()
        result.released = lags.total
        result.early = early
        result.gaveUp = gaveUp
        result.refused = refused
        result.load = curve.buckets
        result.lag = lags.summary
        result.wasted = .milliseconds(lags.sum)
        if lags.total > 0 { result.lastUp = .milliseconds(lastRelease + checked.applicationStartTime) }
        return result
    }
}
