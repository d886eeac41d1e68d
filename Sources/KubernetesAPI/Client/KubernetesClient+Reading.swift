import Manifests

extension KubernetesClient {
    /// One object; ``APIFailure/notFound(_:)`` when there is none.
    public func get(
        _ resource: APIResource, _ key: ObjectKey, isMetadataOnly: Bool = false
    ) async throws(APIFailure) -> Value {
        try await object(
            APIRequest(
                .get, path: resource.path(key), accept: isMetadataOnly ? MediaType.metadata : MediaType.json))
    }

    /// One object, or `nil` when there is none.
    public func find(_ resource: APIResource, _ key: ObjectKey) async throws(APIFailure) -> Value? {
        do throws(APIFailure) {
            return try await get(resource, key)
        } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }

    /// All objects, and the list's version. Of a large cluster's pods that is much: see the other `list`.
    public func list(
        _ resource: APIResource, _ selection: Selection = Selection(), pageSize: Int = 500
    ) async throws(APIFailure) -> (items: [Value], version: String) {
        var isSecond = false
        while true {
            var items: [Value] = []
            var next: String?
            do throws(APIFailure) {
                repeat {
                    let page = try await page(resource, selection, pageSize: pageSize, token: next)
                    items += page.items.map { Value($0) }
                    next = page.next
                    if next == nil { return (items, page.version) }
                } while true
            } catch {
                // The token expired between two pages, which a second try may be quick enough for.
                guard case .gone = error, next != nil, !isSecond else { throw error }
                isSecond = true
            }
        }
    }

    /// All objects, page by page, so that one page is in memory at a time. A node holds its whole page: take what you need
    /// out of it. Gives the list's version; throws ``APIFailure/gone(_:)`` when a token expired between two pages.
    public func list(
        _ resource: APIResource, _ selection: Selection = Selection(), pageSize: Int = 500,
        onPage: (ListPage) async throws(APIFailure) -> Void
    ) async throws(APIFailure) -> String {
        var next: String?
        while true {
            let page = try await page(resource, selection, pageSize: pageSize, token: next)
            try await onPage(page)
            guard let token = page.next else { return page.version }
            next = token
        }
    }

    /// All objects as the API server has them in memory, which may be some seconds old and costs etcd nothing; for few
    /// objects, since it is not paged (a limit would make older servers read etcd).
    public func cached(_ resource: APIResource, _ selection: Selection) async throws(APIFailure) -> [Value] {
        let request = APIRequest.list(resource, selection, pageSize: 0, version: "0")
        return try ListPage(try await send(request), limit: request.answerLimit).items.map { Value($0) }
    }

    /// One page: the first one without a token, else the one behind the page that named it.
    ///
    /// Without `resourceVersion`: the state as it is, which a watch can go on from.
    public func page(
        _ resource: APIResource, _ selection: Selection = Selection(), pageSize: Int = 500, token: String? = nil
    ) async throws(APIFailure) -> ListPage {
        let request = APIRequest.list(resource, selection, pageSize: pageSize, token: token)
        return try ListPage(try await send(request), limit: request.answerLimit)
    }
}
