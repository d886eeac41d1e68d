/// What `# TYPE` says.
enum SeriesKind: String {
    case counter, gauge, histogram
}
