import Manifests

/// What was done to a pod template: the value of the annotation `holdfast.dev/status`, JSON on one line.
///
/// `by` names the program and its version, `did` says in words what was done. `undo` takes it back; where the text had
/// to be written anew, `original` is the text that was there and `of` says what the object was afterwards.
public struct InjectionStatus: Hashable, Sendable {
    /// The annotation on the pod template.
    public static let annotation = "holdfast.dev/status"
    /// In bytes: what the API server takes as annotations, less what the others may need.
    static let limit = 200 << 10

    /// Such as `holdfast 0.1.0`.
    public var author: String
    /// What was done, such as `init holdfast-wait: tcp://nacos:8848`.
    public var deeds: [String]
    /// What takes it back.
    public var undo: Undo

    /// The two ways back.
    public enum Undo: Hashable, Sendable {
        /// Take out what was put in.
        case reversal(Reversal)
        /// Put the text back, if the object is still the one whose fingerprint this is.
        case original(text: String, fingerprint: String)
    }

    init(author: String, deeds: [String], undo: Undo) {
        self.author = author
        self.deeds = deeds
        self.undo = undo
    }

    /// Reads the annotation's value; `nil` when nobody has written it this way.
    public init?(_ text: String) {
        guard let document = try? YAML.parse(text, name: InjectionStatus.annotation).first else { return nil }
        let value = Value(document.root)
        guard let author = value["by"]?.text else { return nil }
        self.author = author
        deeds = []
        if case .sequence(let items)? = value["did"] { deeds = items.compactMap(\.text) }
        if let original = value["original"]?.text, let fingerprint = value["of"]?.text {
            undo = .original(text: original, fingerprint: fingerprint)
        } else if let reversal = value["undo"].flatMap({ Reversal($0) }) {
            undo = .reversal(reversal)
        } else {
            return nil
        }
    }

    /// The annotation's value.
    public var text: String {
        var fields: [Value.Field] = [.init("by", .string(author)), .init("did", .strings(deeds))]
        switch undo {
        case .reversal(let reversal): fields.append(.init("undo", reversal.value))
        case .original(let text, let fingerprint):
            fields.append(.init("of", .string(fingerprint)))
            fields.append(.init("original", .string(text)))
        }
        return ValueWriter.flow(.mapping(fields), isJSON: true)
    }
}
