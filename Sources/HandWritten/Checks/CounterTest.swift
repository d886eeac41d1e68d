/// A variable compared with a number.
struct CounterTest: Equatable {
    var name: String
    /// `-lt`, `-le`, `-gt`, `-ge`, `-eq`, `-ne`.
    var comparison: String
    /// `nil` when it is not known.
    var bound: Int?
}

extension CounterTest {
    static let comparisons: Set<String> = ["-lt", "-le", "-gt", "-ge", "-eq", "-ne"]

    /// With its sides changed.
    static func mirrored(_ comparison: String) -> String {
        ["-lt": "-gt", "-le": "-ge", "-gt": "-lt", "-ge": "-le", "<": ">", ">": "<"][comparison] ?? comparison
    }

    /// When it does not hold.
    var opposite: CounterTest {
        var test = self
        test.comparison =
            ["-lt": "-ge", "-le": "-gt", "-gt": "-le", "-ge": "-lt", "-eq": "-ne", "-ne": "-eq"][comparison]
            ?? comparison
        return test
    }

    /// After how many steps from `start` it holds; `nil` when it never does or that is not known.
    func steps(from start: Int, by step: Int) -> Int? {
        guard let bound, step != 0, abs(bound) < 1 << 40, abs(start) < 1 << 40, abs(step) < 1 << 40 else { return nil }
        let way = step > 0 ? bound - start : start - bound
        let stride = abs(step)
        switch (comparison, step > 0) {
        case ("-ge", true), ("-eq", _), ("-le", false): return way <= 0 ? 0 : (way + stride - 1) / stride
        case ("-gt", true), ("-lt", false): return way < 0 ? 0 : way / stride + 1
        default: return nil
        }
    }
}
