/// Pipelines joined by `&&` and `||`, up to `;`, `&` or the end of the line.
public struct Statement: Equatable, Sendable {
    /// What joins a pipeline with those before it.
    public enum Joint: Equatable, Sendable {
        /// `&&`
        case and
        /// `||`
        case or
    }

    /// A pipeline after the first one.
    public struct Part: Equatable, Sendable {
        /// What stands before it.
        public var joint: Joint
        /// The pipeline.
        public var pipeline: Pipeline

        /// A pipeline and what stands before it.
        public init(joint: Joint, pipeline: Pipeline) {
            self.joint = joint
            self.pipeline = pipeline
        }
    }

    /// The first pipeline.
    public var first: Pipeline
    /// Those after it, which the shell joins from the left.
    public var rest: [Part]
    /// Whether `&` ends it, so that the shell does not wait for it.
    public var isBackground: Bool
    /// Where it stands, without the `;` or `&` behind it.
    public var range: Range<Int>

    /// A statement that is one pipeline.
    public init(first: Pipeline) {
        self.init(first: first, rest: [], isBackground: false, range: first.range)
    }

    init(first: Pipeline, rest: [Part], isBackground: Bool, range: Range<Int>) {
        self.first = first
        self.rest = rest
        self.isBackground = isBackground
        self.range = range
    }
}
