import Simulation

/// Attempts a second over time, one line of blocks for each way of waiting, all to the same scale.
///
/// A block shows the highest tenth of a second of its column: a mean would hide the bursts that hurt.
struct LoadChart {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    private let rows: [LoadComparison.Row]
    private let nameWidth: Int
    private let barWidth: Int
    /// The time shown, in tenths of a second: until the last attempt of all, and the moment of readiness with it.
    private let length: Int
    private let ready: Duration?
    private let peak: Int

    /// - Parameter width: of the lines, names included.
    init(_ comparison: LoadComparison, width: Int) {
        rows = comparison.rows
        let longest = comparison.rows.map(\.method.text.count).max() ?? 0
        nameWidth = min(longest, max(8, width / 3))
        barWidth = max(1, width - nameWidth - 1)
        ready = comparison.parameters.readyTime
        let last = comparison.rows.map(\.result.load.count).max() ?? 0
        // A readiness long after the last attempt would leave no room for the attempts.
        let readyBucket = Int(clamping: (ready ?? .zero).wholeMilliseconds / LoadChart.bucket) + 1
        length = max(1, last, last == 0 ? readyBucket : min(readyBucket, last * 4))
        peak = comparison.rows.map(\.result.peakPerTenth).max() ?? 0
    }

    private static let bucket = FleetLoad.Result.bucketWidth.wholeMilliseconds

    /// The heading, the bars, and the axis.
    func lines() -> [String] {
        let highest = (peak * FleetLoad.Result.bucketsPerSecond).grouped
        let heading = "attempts a second, the highest tenth of each column; █ is \(highest)"
        var lines = LineText.wrap(heading, nameWidth + 1 + barWidth)
        for row in rows {
            let name = LineText.pad(LineText.squeeze(row.method.text, nameWidth), nameWidth)
            lines.append(trimmed(name + " " + bar(row.result.load)))
        }
        lines.append(trimmed(String(repeating: " ", count: nameWidth + 1) + axis()))
        return lines
    }

    /// A block for each column; nothing where nobody asked.
    private func bar(_ load: [Int]) -> String {
        var bar = ""
        for column in 0..<barWidth {
            let start = column * length / barWidth
            let end = max(start + 1, (column + 1) * length / barWidth)
            let highest = start < load.count ? load[start..<min(end, load.count)].max() ?? 0 : 0
            guard highest > 0 else {
                bar += " "
                continue
            }
            let count = LoadChart.blocks.count
            // No tenth of a second has so many attempts that eight times as many are too large a number.
            bar.append(LoadChart.blocks[(highest * count - 1) / peak])
        }
        return bar
    }

    /// Beginning, readiness and end; where there is no room for both of the latter, readiness.
    private func axis() -> String {
        var labels = AxisLabels(width: barWidth)
        _ = labels.put("0", at: 0)
        var withEnd = labels
        let end = DurationText.format(.milliseconds(Int64(length) * LoadChart.bucket))
        _ = withEnd.put(end, at: barWidth - end.count)
        let time = Int(clamping: (ready ?? .zero).wholeMilliseconds / LoadChart.bucket)
        guard let ready, time < length else { return withEnd.text }
        let column = time * barWidth / length
        let text = "ready " + DurationText.format(ready)
        func putReady(_ labels: inout AxisLabels) -> Bool {
            labels.put("▲ " + text, at: column) || labels.put(text + " ▲", at: column - text.count - 1)
        }
        if putReady(&withEnd) { return withEnd.text }
        _ = putReady(&labels) || labels.put("▲", at: column)
        return labels.text
    }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
