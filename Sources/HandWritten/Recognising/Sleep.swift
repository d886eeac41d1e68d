import Probing

/// `sleep`, as coreutils and BusyBox have it.
enum Sleep {
    /// How long: several times add up. `nil` when it is not known, or for ever.
    static func time(_ words: [String]) -> Milliseconds? {
        let unit: Milliseconds = words.first?.hasSuffix("usleep") ?? false ? 0 : 1000
        var total: Milliseconds = 0
        guard words.count > 1 else { return nil }
        for word in words.dropFirst() {
            guard let time = TimeWords.milliseconds(word, unit: unit) else { return nil }
            total += time
        }
        return total
    }
}
