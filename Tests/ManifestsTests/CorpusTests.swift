import Foundation
import Testing

@testable import Manifests

/// Real public manifests, which are not part of this repository: they lie beside the clone, or are skipped.
@Suite struct CorpusTests {
    /// `<package root>/../shared/corpus`, from `<package root>/Tests/ManifestsTests/CorpusTests.swift`.
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/corpus")

    /// A line of INDEX.tsv: a file and how another parser judged it.
    struct Line: Sendable, CustomTestStringConvertible {
        var file: String
        var parse: String
        var testDescription: String { file }
        var isInvalid: Bool { parse.hasPrefix("INVALID") }
    }

    /// All files, those of the index with their judgement.
    static let lines: [Line] = {
        let index = (try? String(contentsOf: folder.appendingPathComponent("INDEX.tsv"), encoding: .utf8)) ?? ""
        var judged: [String: String] = [:]
        let rows = index.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = rows.first, let file = header.firstIndex(of: "file"),
            let parse = header.firstIndex(of: "parse")
        else { return [] }
        for row in rows.dropFirst() where row.count > max(file, parse) { judged[row[file]] = row[parse] }
        let prefix = folder.standardizedFileURL.path + "/"
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return found.compactMap { $0 as? URL }.map(\.standardizedFileURL)
            .filter { ["yaml", "yml", "json"].contains($0.pathExtension) && $0.path.hasPrefix(prefix) }
            .map { String($0.path.dropFirst(prefix.count)) }.sorted()
            .map { Line(file: $0, parse: judged[$0] ?? "") }
    }()

    /// YAML 1.2 allows a tab between a scalar and the end of its line; the parser that made the index does not.
    static let accepted = "vllm-llama3-70b.yaml"

    private func read(_ line: Line) throws -> ManifestSet {
        let url = CorpusTests.folder.appendingPathComponent(line.file)
        return ManifestSet([Source(name: line.file, bytes: [UInt8](try Data(contentsOf: url)))])
    }

    @Test(.enabled(if: !lines.isEmpty, "the corpus is not beside this clone"), arguments: lines)
    func filesAreReadOrRefusedWithAPlace(line: Line) throws {
        let start = ContinuousClock.now
        let set = try read(line)
        #expect(start.duration(to: .now) < .seconds(1))
        #expect(set.diagnostics.allSatisfy { $0.file == line.file && $0.location != nil && !$0.message.isEmpty })
        if line.isInvalid, !line.file.hasSuffix(CorpusTests.accepted) {
            #expect(set.diagnostics.contains { $0.severity == .error })
        }
        if line.file.hasSuffix(CorpusTests.accepted) {
            #expect(set.diagnostics.isEmpty)
            #expect(!set.workloads.isEmpty)
        }
    }

    /// The index counts documents without content too, and its parser takes the second of two equal keys.
    @Test(.enabled(if: !lines.isEmpty, "the corpus is not beside this clone"), arguments: lines)
    func validFilesAreReadWhole(line: Line) throws {
        guard line.parse.hasPrefix("ok:"), let count = Int(line.parse.dropFirst(3)) else { return }
        let url = CorpusTests.folder.appendingPathComponent(line.file)
        let source = Source(name: line.file, bytes: [UInt8](try Data(contentsOf: url)))
        do throws(ParseError) {
            let documents = try YAML.parse(source)
            #expect(documents.count <= count)
            #expect(documents.isEmpty == line.file.hasSuffix("/comment.yaml"))
            #expect(zip(documents, documents.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        } catch {
            #expect(error.message.hasPrefix("duplicate key"))
            #expect(line.file.hasSuffix("duplicate_property.yaml"))
        }
    }

    @Test(.enabled(if: !lines.isEmpty, "the corpus is not beside this clone"))
    func thereIsAMistakeToFind() {
        #expect(CorpusTests.lines.count > 100)
        #expect(CorpusTests.lines.contains { $0.isInvalid && !$0.file.hasSuffix(CorpusTests.accepted) })
        #expect(CorpusTests.lines.contains { $0.file.hasSuffix(CorpusTests.accepted) })
    }
}
