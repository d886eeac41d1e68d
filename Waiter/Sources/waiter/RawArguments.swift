/// The command line as the system gave it: a command's words need not be UTF-8, and reach it as they are.
enum RawArguments {
    nonisolated(unsafe) private static var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    nonisolated(unsafe) private static var count = 0

    /// Called once, before anything else runs.
    static func keep(_ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, count: Int32) {
        words = arguments
        self.count = Int(count)
    }

    /// The last so many words and the NULL behind them: a command is the end of the command line.
    static func tail(_ number: Int) -> UnsafePointer<UnsafeMutablePointer<CChar>?>? {
        guard number > 0, number < count else { return nil }
        return words.map { UnsafePointer($0 + (count - number)) }
    }
}
