extension Verdict {
    /// Not ready, for a reason that is put together: see ``Phrase``.
    @inline(never)
    public static func unready(_ reason: Phrase) -> Verdict { .notReady(reason.text) }
}
