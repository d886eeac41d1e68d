import Manifests
import Testing

@testable import KubernetesAPI

struct RequestTests {
    @Test(arguments: [
        (APIResource.pods.path(in: ""), "/api/v1/pods"),
        (APIResource.pods.path(in: "shop"), "/api/v1/namespaces/shop/pods"),
        (
            APIResource.pods.path(ObjectKey(namespace: "shop", name: "web"), subresource: "status"),
            "/api/v1/namespaces/shop/pods/web/status"
        ),
        (
            APIResource.deployments.path(ObjectKey(namespace: "a", name: "b")),
            "/apis/apps/v1/namespaces/a/deployments/b"
        ),
        (
            APIResource.clusterStartupPolicies.path(ObjectKey(namespace: "ignored", name: "p")),
            "/apis/holdfast.dev/v1alpha1/clusterstartuppolicies/p"
        ),
        (APIResource.namespaces.path(ObjectKey(name: "../x?y")), "/api/v1/namespaces/..%2Fx%3Fy"),
        (
            APIResource.customResourceDefinitions.path(),
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        ),
    ])
    func paths(_ path: String, _ expected: String) { #expect(path == expected) }

    @Test func aListSaysWhatItWants() {
        let selection = Selection(namespace: "shop", labels: "app in (a,b)", fields: "spec.nodeName=n1")
        #expect(
            APIRequest.list(.pods, selection, pageSize: 50, version: "0", match: "NotOlderThan").target
                == "/api/v1/namespaces/shop/pods?labelSelector=app%20in%20%28a%2Cb%29&fieldSelector=spec.nodeName%3Dn1"
                + "&limit=50&resourceVersion=0&resourceVersionMatch=NotOlderThan")
        // The server refuses a version beside a token.
        #expect(
            APIRequest.list(.pods, pageSize: 2, token: "a+b=", version: "7").target
                == "/api/v1/pods?limit=2&continue=a%2Bb%3D")
        #expect(APIRequest.list(.pods, Selection(isMetadataOnly: true), pageSize: 0).accept.contains("MetadataList"))
    }

    @Test func aWatchAsksForBookmarksAndItsEnd() {
        let request = APIRequest.watch(
            .configMaps, Selection(ObjectKey(namespace: "istio-system", name: "istio")), version: "12", seconds: 300)
        #expect(
            request.target
                == "/api/v1/namespaces/istio-system/configmaps?watch=true&fieldSelector=metadata.name%3Distio"
                + "&resourceVersion=12&allowWatchBookmarks=true&timeoutSeconds=300")
    }

    @Test func bodiesAreWrittenAsGoWritesThem() {
        let bytes = ValueWriter.goJSON(.fields(("a", .string("<x> && \u{2028}\n"))))
        #expect(
            String(decoding: bytes, as: UTF8.self) == #"{"a": "\u003cx\u003e \u0026\u0026 \u2028\n"}"#)
    }
}
