/// What is run: a program with its arguments, its whole environment and its working directory.
struct LocalCommand: Equatable {
    var arguments: [String]
    var environment: [String]
    var directory: String
}
