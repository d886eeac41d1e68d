extension APIRequest {
    /// A page of a list. `version` and `match` (`Exact`, `NotOlderThan`) say how old it may be; without them it is the
    /// newest there is. The server refuses them beside a token, which has its version in it: they are left out then.
    public static func list(
        _ resource: APIResource, _ selection: Selection = Selection(), pageSize: Int, token: String? = nil,
        version: String = "", match: String = ""
    ) -> APIRequest {
        var query = selection.parameters
        if pageSize > 0 { query.append(.init("limit", String(pageSize))) }
        if let token {
            query.append(.init("continue", token))
        } else if !version.isEmpty {
            query.append(.init("resourceVersion", version))
            if !match.isEmpty { query.append(.init("resourceVersionMatch", match)) }
        }
        return APIRequest(
            .get, path: resource.path(in: selection.namespace), query: query,
            accept: selection.isMetadataOnly ? MediaType.metadataList : MediaType.json,
            // A page of large objects takes its time on a busy server.
            timeout: .seconds(60))
    }

    /// A watch from a version on, with bookmarks, that the server ends after `seconds`.
    public static func watch(
        _ resource: APIResource, _ selection: Selection = Selection(), version: String, seconds: Int
    ) -> APIRequest {
        let query =
            [Parameter("watch", "true")] + selection.parameters + [
                .init("resourceVersion", version), .init("allowWatchBookmarks", "true"),
                .init("timeoutSeconds", String(seconds)),
            ]
        return APIRequest(
            .get, path: resource.path(in: selection.namespace), query: query,
            accept: selection.isMetadataOnly ? MediaType.metadata : MediaType.json)
    }
}
