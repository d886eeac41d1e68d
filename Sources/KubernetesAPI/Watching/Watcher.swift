import Manifests

/// Keeps whoever asks up to date about the objects of a resource: drives a ``WatchMachine`` with a client.
public struct Watcher<Transport: APITransport, Object: Sendable>: Sendable {
    /// How the watch is kept.
    public var terms: WatchTerms

    private let client: KubernetesClient<Transport>
    private let resource: APIResource
    private let selection: Selection
    private let read: @Sendable (Node) -> Object?

    /// A watcher. `read` makes of an object what is to be kept of it, or `nil` if it is of no interest; a node holds the
    /// whole answer that it came in, so keep what you need and not the node.
    public init(
        _ client: KubernetesClient<Transport>, _ resource: APIResource, _ selection: Selection = Selection(),
        terms: WatchTerms = WatchTerms(), read: @escaping @Sendable (Node) -> Object?
    ) {
        // The machine has pauses of its own.
        self.client = client.withoutRetries
        self.resource = resource
        self.selection = selection
        self.terms = terms
        self.read = read
    }

    /// Runs until the task is cancelled. Changes come one after the other, in order; the next one waits for `onChange`.
    public func run(onChange: @escaping @Sendable (WatchChange<Object>) async -> Void) async {
        var machine = WatchMachine<Object>()
        var pending = machine.start()
        while !Task.isCancelled, !pending.isEmpty {
            let event: WatchEvent<Object>
            switch pending.removeFirst() {
            case .list(let token): event = await list(token)
            case .watch(let version): event = await watch(version, &machine, onChange)
            case .pause(let time):
                do { try await client.timing.sleep(time) } catch { return }
                event = .timer
            case .replace(let objects):
                await onChange(.replaced(objects))
                continue
            case .update(let key, let object):
                await onChange(.updated(key, object))
                continue
            case .remove(let key):
                await onChange(.removed(key))
                continue
            case .report(let failure):
                await onChange(.failed(failure))
                continue
            }
            // What a cancelled request ended with is no news.
            if Task.isCancelled { return }
            pending += machine.handle(event, random: client.timing.random())
        }
    }

    private func list(_ token: String?) async -> WatchEvent<Object> {
        do throws(APIFailure) {
            let page = try await client.page(resource, selection, pageSize: terms.pageSize, token: token)
            var objects: [(key: ObjectKey, object: Object)] = []
            for item in page.items {
                let key = try AnswerReader.identity(item).key
                if let object = read(item) { objects.append((key, object)) }
            }
            return .listed(objects, version: page.version, next: page.next)
        } catch {
            return .listFailed(error.asWatchFailure)
        }
    }

    /// Watches once: until the server ends it, it fails, or it has been silent for too long.
    private func watch(
        _ version: String, _ machine: inout WatchMachine<Object>,
        _ onChange: @escaping @Sendable (WatchChange<Object>) async -> Void
    ) async -> WatchEvent<Object> {
        let timing = client.timing
        let seconds = max(1, Int((terms.watchTime * (1 + timing.random())).components.seconds))
        let request = APIRequest.watch(resource, selection, version: version, seconds: seconds)
        let session = WatchSession(
            machine, limit: terms.lineLimit, timing: timing, read: read, onChange: onChange)
        let transport = client.transport
        let begin = timing.now()
        let silence = Duration.seconds(seconds) + terms.grace
        let (failure, isCut) = await Race.run {
            await Watcher.stream(request, transport, session)
        } until: {
            while true {
                let left = await session.lastSign + silence - timing.now()
                guard left > .zero else { return }
                do { try await timing.sleep(left) } catch { return }
            }
        }
        machine = await session.machine
        if isCut { return .watchFailed(.other("the watch was silent for \(silence.components.seconds) s")) }
        if let failure { return .watchFailed(failure.asWatchFailure) }
        if await !session.hasSpoken, timing.now() - begin < terms.shortest {
            return .watchFailed(.other("the watch ended at once"))
        }
        return .watchEnded
    }

    private static func stream(
        _ request: APIRequest, _ transport: Transport, _ session: WatchSession<Object>
    ) async -> APIFailure? {
        do throws(APIFailure) {
            let response = try await transport.stream(request) { (chunk) async throws(APIFailure) in
                try await session.take(chunk)
            }
            guard response.isSuccess else { return APIStatus(response).failure }
            try await session.end()
            return nil
        } catch {
            return error
        }
    }
}

extension Watcher where Object == Value {
    /// A watcher that keeps objects whole.
    public init(
        _ client: KubernetesClient<Transport>, _ resource: APIResource, _ selection: Selection = Selection(),
        terms: WatchTerms = WatchTerms()
    ) {
        self.init(client, resource, selection, terms: terms) { Value($0) }
    }
}
