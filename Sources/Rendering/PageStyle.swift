/// The style sheet of pages, for light and dark; paper is white, whatever the screen is (and so in ``SVGStyle``).
enum PageStyle {
    /// The rules.
    static let sheet = """
        :root{color-scheme:light dark;--text:#1f2328;--paper:#f6f8fa;--rule:#d8dee4;--good:#1a7f37;--bad:#c62836;\
        --mark:#fff3c4}
        @media screen and (prefers-color-scheme:dark){:root{--text:#e6edf3;--paper:#010409;--rule:#30363d;--good:#56d364;\
        --bad:#ff7b72;--mark:#3a2f0b}}
        body{font:15px/1.5 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;\
        color:var(--text);background:var(--paper);max-width:1040px;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;overflow-wrap:anywhere}
        h2{font-size:1.1rem;margin-top:2rem}
        .good{color:var(--good);font-weight:600}
        .bad,.hazards{color:var(--bad)}
        .bad{font-weight:600}
        figure{margin:1rem 0;overflow-x:auto}
        figure svg{max-width:100%;height:auto}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.35rem .7rem;border-bottom:1px solid var(--rule);\
        font-variant-numeric:tabular-nums}
        tbody th{font-weight:400}
        .critical th{font-weight:700}
        th.number,td.number{text-align:right}
        .longest{background:var(--mark)}
        @media print{:root{color-scheme:light}}
        """
}
