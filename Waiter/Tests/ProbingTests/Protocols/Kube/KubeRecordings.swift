/// What a kube-apiserver 1.36.2 with its controllers sent while the objects' pods went through their states.
///
/// Cut: `managedFields`, labels, uids, times, templates and selectors. Lines are broken behind commas.
enum KubeRecordings {
    /// A Job that did not exist, was made, ran and completed.
    static let jobCompletes = [
        #"""
        {"type":"BOOKMARK","object":{"kind":"Job","apiVersion":"batch/v1",
        "metadata":{"annotations":{"k8s.io/initial-events-end":"true"}},"spec":{},"status":{}}}
        """#,
        #"""
        {"type":"ADDED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"migrate",
        "generation":1},"spec":{},"status":{}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"migrate",
        "generation":1},"spec":{},"status":{"startTime":"2026-11-25T13:31:36Z","active":1,"terminating":0,
        "uncountedTerminatedPods":{},"ready":0}}}
        """#,
        #"""
        {"type":"BOOKMARK","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{},"spec":{},
        "status":{}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"migrate",
        "generation":1},"spec":{},"status":{"conditions":[{"type":"SuccessCriteriaMet","status":"True",
        "reason":"CompletionsReached","message":"Reached expected number of succeeded pods"}],
        "startTime":"2026-11-25T13:31:36Z","terminating":0,
        "uncountedTerminatedPods":{"succeeded":["7abeeca3-b636-489e-b578-5716f291ef95"]},"ready":0}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"migrate",
        "generation":1},"spec":{},"status":{"conditions":[{"type":"SuccessCriteriaMet","status":"True",
        "reason":"CompletionsReached",
        "message":"Reached expected number of succeeded pods"},{"type":"Complete","status":"True",
        "reason":"CompletionsReached","message":"Reached expected number of succeeded pods"}],
        "startTime":"2026-11-25T13:31:36Z","completionTime":"2026-11-25T13:31:38Z","succeeded":1,
        "terminating":0,"uncountedTerminatedPods":{},"ready":0}}}
        """#,
    ]

    /// A Job without retries whose pod failed.
    static let jobFails = [
        #"""
        {"type":"ADDED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"lost",
        "generation":1},"spec":{},"status":{}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"lost",
        "generation":1},"spec":{},"status":{"startTime":"2026-11-25T13:31:38Z","active":1,"terminating":0,
        "uncountedTerminatedPods":{},"ready":0}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"lost",
        "generation":1},"spec":{},"status":{"conditions":[{"type":"FailureTarget","status":"True",
        "reason":"BackoffLimitExceeded","message":"Job has reached the specified backoff limit"}],
        "startTime":"2026-11-25T13:31:38Z","terminating":0,
        "uncountedTerminatedPods":{"failed":["2bfeb643-91b6-4478-b509-abb2f7f41514"]},"ready":0}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Job","apiVersion":"batch/v1","metadata":{"name":"lost",
        "generation":1},"spec":{},"status":{"conditions":[{"type":"FailureTarget","status":"True",
        "reason":"BackoffLimitExceeded",
        "message":"Job has reached the specified backoff limit"},{"type":"Failed","status":"True",
        "reason":"BackoffLimitExceeded","message":"Job has reached the specified backoff limit"}],
        "startTime":"2026-11-25T13:31:38Z","failed":1,"terminating":0,"uncountedTerminatedPods":{},
        "ready":0}}}
        """#,
    ]

    /// A Pod whose image could not be pulled at first.
    static let podBecomesReady = [
        #"""
        {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1",
        "metadata":{"annotations":{"k8s.io/initial-events-end":"true"}},"spec":{"nodeName":"n1"},
        "status":{}}}
        """#,
        #"""
        {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"one","generation":1},
        "spec":{"nodeName":"n1"},"status":{"phase":"Pending","qosClass":"BestEffort"}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"one",
        "generation":1},"spec":{"nodeName":"n1"},"status":{"phase":"Pending","conditions":[{"type":"Ready",
        "status":"False","reason":"ContainersNotReady","message":"containers with unready status: [c]"}],
        "containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ImagePullBackOff",
        "message":"Back-off"}},"lastState":{},"ready":false,"restartCount":0,"image":"x","imageID":""}],
        "qosClass":"BestEffort"}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"one",
        "generation":1},"spec":{"nodeName":"n1"},"status":{"phase":"Running","conditions":[{"type":"Ready",
        "status":"True"}],"qosClass":"BestEffort"}}}
        """#,
    ]

    /// A Deployment of two replicas from its creation.
    static let deploymentRollsOut = [
        #"""
        {"type":"ADDED","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web",
        "generation":1},"spec":{"replicas":2},"status":{}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web",
        "generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"replicas":2,
        "updatedReplicas":2,"unavailableReplicas":2,"terminatingReplicas":0,
        "conditions":[{"type":"Available","status":"False","reason":"MinimumReplicasUnavailable",
        "message":"Deployment does not have minimum availability."},{"type":"Progressing","status":"True",
        "reason":"ReplicaSetUpdated","message":"ReplicaSet \"web-6f68b6fcfb\" is progressing."}]}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web",
        "generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"replicas":2,
        "updatedReplicas":2,"readyReplicas":1,"availableReplicas":1,"unavailableReplicas":1,
        "terminatingReplicas":0,"conditions":[{"type":"Available","status":"False",
        "reason":"MinimumReplicasUnavailable",
        "message":"Deployment does not have minimum availability."},{"type":"Progressing","status":"True",
        "reason":"ReplicaSetUpdated","message":"ReplicaSet \"web-6f68b6fcfb\" is progressing."}]}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web",
        "generation":1},"spec":{"replicas":2},"status":{"observedGeneration":1,"replicas":2,
        "updatedReplicas":2,"readyReplicas":2,"availableReplicas":2,"terminatingReplicas":0,
        "conditions":[{"type":"Available","status":"True","reason":"MinimumReplicasAvailable",
        "message":"Deployment has minimum availability."},{"type":"Progressing","status":"True",
        "reason":"NewReplicaSetAvailable",
        "message":"ReplicaSet \"web-6f68b6fcfb\" has successfully progressed."}]}}}
        """#,
    ]

    /// A StatefulSet of two replicas from its creation.
    static let statefulSetRollsOut = [
        #"""
        {"type":"ADDED","object":{"kind":"StatefulSet","apiVersion":"apps/v1","metadata":{"name":"db",
        "generation":1},"spec":{"replicas":2,"serviceName":"db","updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"partition":0}}},"status":{"replicas":0,"availableReplicas":0}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"StatefulSet","apiVersion":"apps/v1","metadata":{"name":"db",
        "generation":1},"spec":{"replicas":2,"serviceName":"db","updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"partition":0}}},"status":{"observedGeneration":1,"replicas":1,
        "currentReplicas":1,"updatedReplicas":1,"currentRevision":"db-7d87d649f8",
        "updateRevision":"db-7d87d649f8","collisionCount":0,"availableReplicas":0}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"StatefulSet","apiVersion":"apps/v1","metadata":{"name":"db",
        "generation":1},"spec":{"replicas":2,"serviceName":"db","updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"partition":0}}},"status":{"observedGeneration":1,"replicas":2,"readyReplicas":1,
        "currentReplicas":2,"updatedReplicas":2,"currentRevision":"db-7d87d649f8",
        "updateRevision":"db-7d87d649f8","collisionCount":0,"availableReplicas":1}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"StatefulSet","apiVersion":"apps/v1","metadata":{"name":"db",
        "generation":1},"spec":{"replicas":2,"serviceName":"db","updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"partition":0}}},"status":{"observedGeneration":1,"replicas":2,"readyReplicas":2,
        "currentReplicas":2,"updatedReplicas":2,"currentRevision":"db-7d87d649f8",
        "updateRevision":"db-7d87d649f8","collisionCount":0,"availableReplicas":2}}}
        """#,
    ]

    /// A DaemonSet on one node.
    static let daemonSetRollsOut = [
        #"""
        {"type":"ADDED","object":{"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{"name":"agent",
        "generation":1},"spec":{"updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}},"status":{"currentNumberScheduled":1,
        "numberMisscheduled":0,"desiredNumberScheduled":1,"numberReady":0,"observedGeneration":1,
        "updatedNumberScheduled":1,"numberUnavailable":1}}}
        """#,
        #"""
        {"type":"BOOKMARK","object":{"kind":"DaemonSet","apiVersion":"apps/v1",
        "metadata":{"annotations":{"deprecated.daemonset.template.generation":"0",
        "k8s.io/initial-events-end":"true"}},"spec":{"updateStrategy":{}},
        "status":{"currentNumberScheduled":0,"numberMisscheduled":0,"desiredNumberScheduled":0,
        "numberReady":0}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{"name":"agent",
        "generation":1},"spec":{"updateStrategy":{"type":"RollingUpdate",
        "rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}},"status":{"currentNumberScheduled":1,
        "numberMisscheduled":0,"desiredNumberScheduled":1,"numberReady":1,"observedGeneration":1,
        "updatedNumberScheduled":1,"numberAvailable":1}}}
        """#,
    ]

    /// The Endpoints of a Service with two pods.
    static let serviceGetsAddresses = [
        #"""
        {"type":"ADDED","object":{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web"}}}
        """#,
        #"""
        {"type":"BOOKMARK","object":{"kind":"Endpoints","apiVersion":"v1",
        "metadata":{"annotations":{"k8s.io/initial-events-end":"true"}}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web"},
        "subsets":[{"notReadyAddresses":[{"ip":"10.1.0.1","nodeName":"n1"}],"ports":[{"port":80,
        "protocol":"TCP"}]}]}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web"},
        "subsets":[{"notReadyAddresses":[{"ip":"10.1.0.1","nodeName":"n1"},{"ip":"10.1.0.2",
        "nodeName":"n1"}],"ports":[{"port":80,"protocol":"TCP"}]}]}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web"},
        "subsets":[{"addresses":[{"ip":"10.1.0.1","nodeName":"n1"}],"notReadyAddresses":[{"ip":"10.1.0.2",
        "nodeName":"n1"}],"ports":[{"port":80,"protocol":"TCP"}]}]}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"kind":"Endpoints","apiVersion":"v1","metadata":{"name":"web"},
        "subsets":[{"addresses":[{"ip":"10.1.0.1","nodeName":"n1"},{"ip":"10.1.0.2","nodeName":"n1"}],
        "ports":[{"port":80,"protocol":"TCP"}]}]}}
        """#,
    ]

    /// A custom resource that is changed while it is not Ready.
    static let certificate = [
        #"""
        {"type":"BOOKMARK","object":{"apiVersion":"cert-manager.io/v1","kind":"Certificate",
        "metadata":{"annotations":{"k8s.io/initial-events-end":"true"}}}}
        """#,
        #"""
        {"type":"ADDED","object":{"apiVersion":"cert-manager.io/v1","kind":"Certificate",
        "metadata":{"generation":1,"name":"web"},"spec":{"a":1}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"apiVersion":"cert-manager.io/v1","kind":"Certificate",
        "metadata":{"generation":1,"name":"web"},"spec":{"a":1},
        "status":{"conditions":[{"message":"Issuing certificate as Secret does not exist",
        "observedGeneration":1,"reason":"DoesNotExist","status":"False","type":"Ready"}]}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"apiVersion":"cert-manager.io/v1","kind":"Certificate",
        "metadata":{"generation":2,"name":"web"},"spec":{"a":2},
        "status":{"conditions":[{"message":"Issuing certificate as Secret does not exist",
        "observedGeneration":1,"reason":"DoesNotExist","status":"False","type":"Ready"}]}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"apiVersion":"cert-manager.io/v1","kind":"Certificate",
        "metadata":{"generation":2,"name":"web"},"spec":{"a":2},
        "status":{"conditions":[{"observedGeneration":1,"status":"True","type":"Ready"}]}}}
        """#,
        #"""
        {"type":"MODIFIED","object":{"apiVersion":"cert-manager.io/v1","kind":"Certificate",
        "metadata":{"generation":2,"name":"web"},"spec":{"a":2},
        "status":{"conditions":[{"observedGeneration":2,"status":"True","type":"Ready"}]}}}
        """#,
    ]
}
