import Manifests
import Planning
import Rendering
import StartupGraph
import Topology

/// Pictures of manifests, for tests.
enum Pictured {
    static func picture(
        _ text: String, times: [WorkloadGraph.Vertex: NodeTimes] = [:], isComplete: Bool = false
    ) throws(CycleError) -> GraphPicture {
        let survey = Survey(ManifestSet([Source(name: "a.yaml", text: text)]))
        return try PictureBuilder(survey, survey.graph(), times: times, isComplete: isComplete).picture(title: "a.yaml")
    }

    static func shop(_ annotations: String, more: String = "") -> String {
        """
        apiVersion: v1
        kind: Service
        metadata: {name: config}
        spec: {selector: {app: config}, ports: [{port: 80, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: config}
        spec:
          template:
            metadata: {labels: {app: config}}
            spec: {containers: [{name: app, image: config, ports: [{containerPort: 8080}]}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          template:
            metadata: {annotations: {\(annotations)}}
            spec: {containers: [{name: app, image: shop, command: [shop]}]}
        """ + more
    }
}
