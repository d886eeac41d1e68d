/// One line, or one histogram, of the text.
protocol Series: AnyObject, Sendable {
    func write(to page: inout ExpositionText, name: String, labels: String)
}
