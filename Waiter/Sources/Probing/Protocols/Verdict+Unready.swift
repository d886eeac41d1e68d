extension Verdict {
    /// Not ready, for a reason in pieces: every place with a string interpolation takes some 700 bytes of the program,
    /// a call of this only a few.
    @inline(never)
    static func unready(
        _ first: String, _ second: String = "", _ third: String = "", _ fourth: String = "", _ fifth: String = ""
    ) -> Verdict {
        .notReady(first + second + third + fourth + fifth)
    }
}
