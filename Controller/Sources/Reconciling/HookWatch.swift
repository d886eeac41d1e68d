/// For whom it is time to say that a hook holds them: once a pod, and not before it has taken a while. Pure: it is told
/// who is there and when.
struct HookWatch: Sendable {
    /// A pod by its uid.
    typealias UID = String

    private var since: [UID: Duration] = [:]
    private var said: Set<UID> = []
    private let patience: Duration

    /// `patience` is how long a pod may be held without a word.
    init(patience: Duration) {
        self.patience = patience
    }

    /// Takes the pods that may be held now; those that are not among them are forgotten. Gives those that are due, who
    /// came first first.
    mutating func due(_ present: [UID], at now: Duration) -> [UID] {
        let all = Set(present)
        since = since.filter { all.contains($0.key) }
        said.formIntersection(all)
        for uid in present where since[uid] == nil { since[uid] = now }
        return present.filter { !said.contains($0) && now - (since[$0] ?? now) >= patience }
            .sorted { (since[$0] ?? now, $0) < (since[$1] ?? now, $1) }
    }

    /// It is not so far yet: it waits anew, behind the others.
    mutating func postpone(_ uid: UID, at now: Duration) { since[uid] = now }

    /// It has been said, or there is nothing to say.
    mutating func settle(_ uid: UID) { said.insert(uid) }
}
