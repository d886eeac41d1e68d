/// What the engine knows of a Service: which of its members count, question by question.
struct ServiceState {
    struct Question {
        let question: ServiceQuestion
        let minimum: Int
        let source: Int
    }

    let model: ModelService
    /// By member: whether the Service leads to it.
    var isEndpoint: [Bool]
    /// By ``ServiceQuestion``: how many members there are of which it is true.
    var counts: [ServiceQuestion: Int] = [:]
    var questions: [Question] = []

    init(_ model: ModelService, leadsToAll: Bool) {
        self.model = model
        isEndpoint = model.members.map { _ in leadsToAll }
    }

    static let all: [ServiceQuestion] = [.endpoint, .listening, .answering]

    /// What is true of a member that the Service leads to.
    static func holds(_ question: ServiceQuestion, _ states: ProgramStates) -> Bool {
        switch question {
        case .endpoint: true
        case .listening: states.contains(.listening)
        case .answering: states.contains(.answering)
        }
    }
}
