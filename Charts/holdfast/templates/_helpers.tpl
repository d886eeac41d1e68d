{{- define "holdfast.labels" -}}
app.kubernetes.io/name: holdfast-controller
app.kubernetes.io/part-of: holdfast
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
{{- define "holdfast.metadata" -}}
name: holdfast-controller
namespace: {{ .Release.Namespace }}
labels:
  {{- include "holdfast.labels" . | nindent 2 }}
{{- end }}
{{- define "holdfast.clusterMetadata" -}}
name: holdfast-controller
labels:
  {{- include "holdfast.labels" . | nindent 2 }}
{{- end }}
{{- define "holdfast.webhookMetadata" -}}
{{ include "holdfast.clusterMetadata" . }}
{{- if eq .Values.certificates.source "cert-manager" }}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/holdfast-controller
{{- end }}
{{- end }}
{{- define "holdfast.clientConfig" -}}
admissionReviewVersions: [v1]
matchPolicy: Equivalent
sideEffects: None
timeoutSeconds: {{ .Values.timeoutSeconds }}
{{- end }}
