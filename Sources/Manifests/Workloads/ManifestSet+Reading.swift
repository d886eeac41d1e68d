extension ManifestSet {
    /// Files are read in parts of at least so many bytes: enough for what a part costs not to count.
    private static let partSize = 1 << 18

    /// Reads texts on all cores, those that are large in parts: a set for each part, in the order of the texts.
    ///
    /// Nodes of different parts may have the same position; their lines are those of the file. A file that cannot be
    /// parsed is reported and left out.
    public static func read(_ sources: [Source], limits: Limits = Limits()) async -> [ManifestSet] {
        let parts = sources.map { $0.parts(ofAtLeast: partSize) }
        var sets = (await SideBySide.map(parts.flatMap { $0 }) { try? ManifestSet(parsing: $0, limits) })[...]
        return zip(sources, parts).flatMap { source, parts in
            let own = sets.prefix(parts.count)
            sets = sets.dropFirst(parts.count)
            // A part's end is not the file's: only the whole has the right error.
            return own.contains { $0 == nil } ? [ManifestSet([source], limits: limits)] : own.compactMap { $0 }
        }
    }

    private init(parsing source: Source, _ limits: Limits) throws(ParseError) {
        self.init(try YAML.parse(source, limits: limits))
    }
}
