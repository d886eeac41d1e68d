/// All series, by name and labels.
struct Registry {
    struct Family {
        var kind: SeriesKind
        var help: String
        /// By the labels' text as it will stand between the braces, in order of their names.
        var series: [String: any Series] = [:]
    }

    private(set) var families: [String: Family] = [:]
    private(set) var dropped = 0
    private var count = 0
    private let help: [String: String]
    private let limit: Int

    init(help: [String: String], limit: Int) {
        self.help = help
        self.limit = limit
    }

    /// The series of this name and these labels; one that nobody reads where it cannot be kept.
    mutating func series<Made: Series>(
        _ label: String, _ dimensions: [(String, String)], _ kind: SeriesKind, _ make: () -> Made
    ) -> Made {
        let name = ExpositionText.name(label, allowsColon: true)
        let labels = ExpositionText.labels(dimensions, kind)
        var family = families[name] ?? Family(kind: kind, help: help[label] ?? help[name] ?? "")
        if let known = family.series[labels] as? Made, family.kind == kind { return known }
        guard family.kind == kind, family.series[labels] == nil, count < limit else {
            dropped += 1
            return make()
        }
        let made = make()
        family.series[labels] = made
        families[name] = family
        count += 1
        return made
    }

    mutating func remove(_ identity: ObjectIdentifier) {
        for (name, family) in families {
            guard let labels = family.series.first(where: { ObjectIdentifier($0.value) == identity })?.key else {
                continue
            }
            families[name]?.series[labels] = nil
            count -= 1
            return
        }
    }
}
