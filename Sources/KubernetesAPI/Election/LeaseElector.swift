import Manifests

/// Takes part in the election of a leader: drives a ``LeaseMachine`` with a client.
public struct LeaseElector<Transport: APITransport>: Sendable {
    /// Who leads.
    public let leadership: Leadership

    private let client: KubernetesClient<Transport>
    private let lease: ObjectKey
    private let labels: [Value.Field]
    private let identity: String
    private let terms: LeaseTerms
    private let wall: @Sendable () -> Duration
    private let resignations: AsyncStream<Never>
    private let resignation: AsyncStream<Never>.Continuation

    /// A replica of this name that wants to lead by this Lease, which is made with these labels if it is not there. `wall`
    /// reads the wall clock as time since 1970; it is only written down, for people.
    public init(
        _ client: KubernetesClient<Transport>, lease: ObjectKey, labels: [String: String] = [:], identity: String,
        terms: LeaseTerms = LeaseTerms(), wall: @escaping @Sendable () -> Duration
    ) {
        // Each try has its time; a retry in between would outlive it.
        self.client = client.withoutRetries
        self.lease = lease
        self.labels = labels.sorted { $0.key < $1.key }.map { Value.Field($0.key, .string($0.value)) }
        self.identity = identity
        self.terms = terms
        self.wall = wall
        leadership = Leadership(now: client.timing.now)
        (resignations, resignation) = AsyncStream<Never>.makeStream()
    }

    /// Asks ``run(_:)`` to come to its end: the work is cancelled, and then the Lease given back so that the next one need
    /// not wait until it has run out. A cancelled `run` cannot: nothing can be sent in a cancelled task.
    public func resign() { resignation.finish() }

    /// Runs until ``resign()`` or until the task is cancelled. Each time this replica is elected, `work` runs until it is
    /// not: then its task is cancelled, and nothing is renewed or tried before it has returned. Work has to stop when it is
    /// cancelled; work that returns by itself resigns. Call it once.
    public func run(_ work: @escaping @Sendable () async -> Void) async {
        let resignations = resignations
        let (candidate, _) = await Race.run {
            await campaign(work)
        } until: {
            for await _ in resignations {}
        }
        leadership.stepDown()
        guard !Task.isCancelled else { return }
        var last = candidate
        for action in handle(.shutdown, &last) {
            if case .replace = action { _ = await carryOut(action, &last) }
        }
    }

    /// Tries to be elected, and leads when it is, until the task is cancelled or the work has ended.
    private func campaign(_ work: @escaping @Sendable () async -> Void) async -> Candidate {
        var candidate = Candidate(machine: LeaseMachine(identity: identity, terms: terms))
        var pending = candidate.machine.start()
        while !Task.isCancelled, !pending.isEmpty {
            let action = pending.removeFirst()
            if case .lead(let until) = action {
                leadership.lead(until: until, as: identity)
                let end = await lead(candidate, pending, work)
                candidate = end.candidate
                // Beginning anew would forget the version that the Lease is given back over.
                if end.isDone || Task.isCancelled { return candidate }
                leadership.stepDown()
                pending = candidate.machine.start()
            } else if let event = await carryOut(action, &candidate) {
                pending += handle(event, &candidate)
            }
        }
        return candidate
    }

    /// Works and renews, until the Lease is lost or has run out. Done when the work has ended by itself.
    private func lead(
        _ candidate: Candidate, _ pending: [LeaseAction], _ work: @escaping @Sendable () async -> Void
    ) async -> (candidate: Candidate, isDone: Bool) {
        let leadership = leadership
        let timing = client.timing
        let (end, isDone) = await Race.run {
            await Race.run {
                await renew(candidate, pending)
            } until: {
                // A renewal may hang for longer than it may take.
                while leadership.timeLeft > .zero {
                    do { try await timing.sleep(leadership.timeLeft) } catch { return }
                }
            }.outcome
        } until: {
            await work()
        }
        return (end, isDone && !Task.isCancelled && leadership.isLeader)
    }

    private func renew(_ candidate: Candidate, _ pending: [LeaseAction]) async -> Candidate {
        var (candidate, pending) = (candidate, pending)
        while !Task.isCancelled, !pending.isEmpty {
            let action = pending.removeFirst()
            if case .lead(let until) = action {
                leadership.lead(until: until, as: identity)
            } else if case .stepDown = action {
                leadership.stepDown()
                return candidate
            } else if let event = await carryOut(action, &candidate) {
                pending += handle(event, &candidate)
            }
        }
        return candidate
    }

    private func handle(_ event: LeaseEvent, _ candidate: inout Candidate) -> [LeaseAction] {
        candidate.machine.handle(event, now: client.timing.now(), wall: wall(), random: client.timing.random())
    }

    /// Does what the machine wants; `nil` when nothing follows from it.
    private func carryOut(_ action: LeaseAction, _ candidate: inout Candidate) async -> LeaseEvent? {
        do throws(APIFailure) {
            switch action {
            case .read:
                guard let value = try await request(.get, nil) else { return .missing }
                candidate.lease = value
                return .found(LeaseRecord(value), version: value["metadata"]?["resourceVersion"]?.text ?? "")
            case .create(let record):
                candidate.lease = nil
                return try await write(.post, candidate.value(record, lease, labels, version: nil), &candidate)
            case .replace(let record, let version):
                return try await write(.put, candidate.value(record, lease, labels, version: version), &candidate)
            case .pause(let time):
                // Cancelled, the loop around ends by itself.
                try? await client.timing.sleep(time)
                return .timer
            case .follow(let holder): leadership.follow(holder)
            case .stepDown: leadership.stepDown()
            case .lead: break
            }
            return nil
        } catch {
            return .failed
        }
    }

    private func write(
        _ method: APIRequest.Method, _ value: Value, _ candidate: inout Candidate
    ) async throws(APIFailure) -> LeaseEvent {
        guard let written = try await request(method, value),
            let version = written["metadata"]?["resourceVersion"]?.text
        else { return .failed }
        candidate.lease = written
        return .written(version: version)
    }

    /// `nil` when it is not found.
    private func request(_ method: APIRequest.Method, _ value: Value?) async throws(APIFailure) -> Value? {
        let resource = APIResource.leases
        var request = APIRequest(
            method, path: method == .post ? resource.path(in: lease.namespace) : resource.path(lease))
        if let value {
            request.body = ValueWriter.goJSON(value)
            request.contentType = MediaType.json
            request.query = [.init("fieldManager", client.fieldManager)]
        }
        // A second try has to fit in before the deadline.
        request.timeout = terms.renewDeadline / 2
        do throws(APIFailure) {
            return try await client.object(request)
        } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }
}
