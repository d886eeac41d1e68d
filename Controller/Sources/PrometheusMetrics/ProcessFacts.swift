/// What is known of the process, under the names that Prometheus' own clients use.
public struct ProcessFacts: Sendable {
    private let started: Double
    private let residentBytes: @Sendable () -> Int?

    /// `started` in seconds since 1970; `residentBytes` is asked at each scrape, `nil` when it is not known.
    public init(started: Double, residentBytes: @escaping @Sendable () -> Int?) {
        self.started = started
        self.residentBytes = residentBytes
    }

    func write(to page: inout ExpositionText) {
        let (memory, start) = ("process_resident_memory_bytes", "process_start_time_seconds")
        if let bytes = residentBytes() {
            page.open(memory, .gauge, "Resident memory size in bytes.")
            page.sample(memory, "", Double(bytes))
        }
        page.open(start, .gauge, "Start time of the process since unix epoch in seconds.")
        page.sample(start, "", started)
    }
}
