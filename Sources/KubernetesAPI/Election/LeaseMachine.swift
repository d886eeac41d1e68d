/// Decides whether this replica leads, by a Lease that all replicas read and write.
///
/// The rules are those of client-go's `leaderelection`: what others' clocks say counts for nothing; a Lease is free when it
/// has no holder, or when this replica has not seen it change for as long as it says. A replica leads only by a write of
/// its own that succeeded, and until `renewDeadline` after it **sent** the last one: the others count from when they saw
/// it, which is never earlier. Every write names the version that it is made over, so that of two only one succeeds.
///
/// Events in, actions out. `now` is a clock that goes on while the machine sleeps; `wall` is only written down.
public struct LeaseMachine: Sendable {
    /// The name of this replica; no other one may have it.
    public let identity: String
    /// The times.
    public let terms: LeaseTerms

    private var seen: LeaseRecord?
    private var seenAt = Duration.zero
    /// `nil` when nobody knows which one is there: it has to be read before a write.
    private var version: String?
    /// What is on its way to the server, and when it left.
    private var sent: (record: LeaseRecord, at: Duration)?
    private var until: Duration?
    private var followed: String?

    /// A replica that does not lead.
    public init(identity: String, terms: LeaseTerms = LeaseTerms()) {
        self.identity = identity
        self.terms = terms
    }

    /// Begins, or begins again after a request was given up half-way.
    public mutating func start() -> [LeaseAction] {
        version = nil
        sent = nil
        return [.read]
    }

    /// Whether this replica leads at this reading of its clock.
    public func leads(at now: Duration) -> Bool { until.map { now < $0 } ?? false }

    /// Takes an event. `random`, from 0 up to 1, keeps replicas from trying all together.
    public mutating func handle(_ event: LeaseEvent, now: Duration, wall: Duration, random: Double) -> [LeaseAction] {
        var actions: [LeaseAction] = []
        if until != nil, !leads(at: now) {
            until = nil
            actions.append(.stepDown)
        }
        switch event {
        case .found(let record, let version): actions += found(record, version, now, wall, random)
        case .missing:
            (seen, version) = (nil, nil)
            actions += loseIfLeading()
            actions.append(.create(send(now, wall)))
        case .written(let version): actions += written(version, now)
        case .failed:
            // The write may have been carried out, or come late: only the server knows what is there now.
            (version, sent) = (nil, nil)
            actions.append(pause(random))
        case .timer:
            if leads(at: now), let version {
                actions.append(.replace(send(now, wall), version: version))
            } else {
                actions.append(.read)
            }
        case .shutdown:
            // Given back only while it is surely this replica's; else it runs out by itself.
            if leads(at: now), let version, let seen {
                let free = LeaseRecord(
                    holder: "", seconds: 1, acquired: seen.acquired, renewed: MicroTime.text(wall),
                    transitions: seen.transitions)
                actions += [.stepDown, .replace(free, version: version)]
            } else {
                actions += loseIfLeading()
            }
            until = nil
        }
        return actions
    }

    private mutating func found(
        _ record: LeaseRecord, _ version: String, _ now: Duration, _ wall: Duration, _ random: Double
    ) -> [LeaseAction] {
        // The version changes with labels too, which are no sign of life.
        if record != seen { (seen, seenAt) = (record, now) }
        self.version = version
        let isFree = record.holder.isEmpty || record.holder == identity || now >= seenAt + .seconds(record.seconds)
        // Somebody who breaks the rules, or a person, has put another name in.
        var actions = record.holder == identity ? [] : loseIfLeading()
        if isFree { return actions + [.replace(send(now, wall), version: version)] }
        if followed != record.holder {
            followed = record.holder
            actions.append(.follow(record.holder))
        }
        return actions + [pause(random)]
    }

    private mutating func written(_ version: String, _ now: Duration) -> [LeaseAction] {
        guard let sent else { return [.read] }
        (seen, seenAt) = (sent.record, sent.at)
        self.version = version
        self.sent = nil
        followed = identity
        let end = sent.at + terms.renewDeadline
        // An answer that was that long on its way is too old to lead by.
        guard now < end else { return [.read] }
        until = end
        return [.lead(until: end), .pause(terms.retryPeriod)]
    }

    private mutating func loseIfLeading() -> [LeaseAction] {
        guard until != nil else { return [] }
        until = nil
        return [.stepDown]
    }

    private mutating func send(_ now: Duration, _ wall: Duration) -> LeaseRecord {
        let time = MicroTime.text(wall)
        let isMine = seen?.holder == identity
        let record = LeaseRecord(
            holder: identity, seconds: Int(terms.duration.components.seconds),
            acquired: isMine ? seen?.acquired ?? time : time, renewed: time,
            transitions: isMine ? seen?.transitions ?? 0 : seen.map { $0.transitions + 1 } ?? 0)
        sent = (record, now)
        return record
    }

    private func pause(_ random: Double) -> LeaseAction {
        // Who leads must not lose time; the others must not come together (client-go `JitterFactor`).
        .pause(until == nil ? terms.retryPeriod * (1 + 1.2 * min(max(random, 0), 1)) : terms.retryPeriod)
    }
}
