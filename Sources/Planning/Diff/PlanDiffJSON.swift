import Manifests

/// A plan's differences for programs.
public enum PlanDiffJSON {
    /// One object: `added`, `removed`, `addedNeeds`, `removedNeeds`, `lostNeeds`, `changes`, `waves`, `shifts`, `end`,
    /// and `weaker`, which says whether something is less sure than before. Times are milliseconds, `null` for never.
    public static func render(_ diff: PlanDiff) -> String {
        let value = Value.fields(
            ("weaker", .bool(diff.isWeaker)), ("added", .strings(diff.added)), ("removed", .strings(diff.removed)),
            ("addedNeeds", .sequence(diff.addedNeeds.map { need($0.need, $0.how) })),
            ("removedNeeds", .sequence(diff.removedNeeds.map { need($0.need, $0.how) })),
            ("lostNeeds", .sequence(diff.lostNeeds.map { need($0.need, $0.how) })),
            (
                "changes",
                .sequence(
                    diff.changes.map { change in
                        .fields(
                            ("dependent", .string(change.need.dependent)),
                            ("dependency", .string(change.need.dependency)),
                            ("condition", .string(change.need.condition.rawValue)),
                            ("oldCondition", .string(change.oldCondition.rawValue)), ("old", how(change.old)),
                            ("new", how(change.new)), ("weaker", .bool(change.isWeaker)))
                    })
            ),
            (
                "waves",
                .sequence(
                    diff.waves.map { .fields(("name", .string($0.name)), ("old", .int($0.old)), ("new", .int($0.new))) }
                )
            ),
            (
                "shifts",
                .sequence(
                    diff.shifts.map {
                        .fields(
                            ("name", .string($0.name)), ("old", .milliseconds($0.old)), ("new", .milliseconds($0.new)))
                    })
            ), ("end", .fields(("old", .milliseconds(diff.end.old)), ("new", .milliseconds(diff.end.new)))))
        return ValueWriter.json(value, step: 2, indent: 0, lineBreak: "\n") + "\n"
    }

    private static func need(_ need: PlanDiff.Need, _ assured: PlanDiff.Assured) -> Value {
        .fields(
            ("dependent", .string(need.dependent)), ("dependency", .string(need.dependency)),
            ("condition", .string(need.condition.rawValue)), ("how", how(assured)))
    }

    private static func how(_ assured: PlanDiff.Assured) -> Value {
        .fields(
            ("strategy", .string(assured.strategy)), ("guarantee", .string(assured.guarantee)),
            ("assurance", .string(assured.assurance.rawValue)))
    }
}
