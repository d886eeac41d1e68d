import Manifests

extension KubernetesClient {
    /// Creates an object in its own namespace; ``APIFailure/alreadyExists(_:)`` when one of its name is there.
    public func create(_ resource: APIResource, _ value: Value) async throws(APIFailure) -> Value {
        let namespace = value["metadata"]?["namespace"]?.text ?? ""
        return try await object(
            write(.post, resource.path(in: namespace), [.init("fieldManager", fieldManager)], value))
    }

    /// Puts an object in the place of the one of its name; with `metadata.resourceVersion`, only of the one that was read:
    /// else ``APIFailure/conflict(_:)``.
    public func replace(
        _ resource: APIResource, _ value: Value, subresource: String = ""
    ) async throws(APIFailure) -> Value {
        let metadata = value["metadata"]
        let key = ObjectKey(namespace: metadata?["namespace"]?.text ?? "", name: metadata?["name"]?.text ?? "")
        // Without a name the path would be that of all objects.
        guard !key.name.isEmpty else { throw .invalid(code: 0, "an object without a name") }
        return try await object(
            write(
                .put, resource.path(key, subresource: subresource), [.init("fieldManager", fieldManager)], value))
    }

    /// Puts an object's `status` in the place of that there; the rest of the object does not count.
    public func replaceStatus(_ resource: APIResource, _ value: Value) async throws(APIFailure) -> Value {
        try await replace(resource, value, subresource: "status")
    }

    /// Changes an object, or with server-side apply makes it as well.
    public func patch(
        _ resource: APIResource, _ key: ObjectKey, _ patch: PatchKind, subresource: String = ""
    ) async throws(APIFailure) -> Value {
        guard !key.name.isEmpty else { throw .invalid(code: 0, "an object without a name") }
        var query = patch.parameters
        if !query.contains(where: { $0.name == "fieldManager" }) { query.append(.init("fieldManager", fieldManager)) }
        var request = write(.patch, resource.path(key, subresource: subresource), query, patch.body)
        request.contentType = patch.contentType
        return try await object(request)
    }

    /// Changes an object's `status`.
    public func patchStatus(
        _ resource: APIResource, _ key: ObjectKey, _ patch: PatchKind
    ) async throws(APIFailure) -> Value {
        try await self.patch(resource, key, patch, subresource: "status")
    }

    /// Deletes an object, and what belongs to it after it; with `version`, only the one that was read.
    /// ``APIFailure/notFound(_:)`` when there is none.
    public func delete(
        _ resource: APIResource, _ key: ObjectKey, version: String = ""
    ) async throws(APIFailure) {
        guard !key.name.isEmpty else { throw .invalid(code: 0, "an object without a name") }
        var fields = [
            Value.Field("kind", .string("DeleteOptions")), .init("apiVersion", .string("v1")),
            .init("propagationPolicy", .string("Background")),
        ]
        if !version.isEmpty {
            fields.append(.init("preconditions", .fields(("resourceVersion", .string(version)))))
        }
        _ = try await send(write(.delete, resource.path(key), [], .mapping(fields)))
    }

    private func write(
        _ method: APIRequest.Method, _ path: String, _ query: [APIRequest.Parameter], _ value: Value
    ) -> APIRequest {
        APIRequest(
            method, path: path, query: query, contentType: MediaType.json, body: ValueWriter.goJSON(value))
    }
}
