import Foundation

/// Real public manifests, which are not part of this repository: they lie beside the clone, or what needs them is skipped.
public enum Corpus {
    /// `<package root>/../shared/corpus`, from `<package root>/Tests/TestSupport/Corpus.swift`.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/corpus")

    /// The manifests, by path.
    public static var files: [URL] {
        let names = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects as? [URL]
        return (names ?? []).filter { ["yaml", "yml", "json"].contains($0.pathExtension) }.sorted { $0.path < $1.path }
    }
}
