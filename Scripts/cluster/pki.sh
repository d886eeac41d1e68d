#!/bin/bash
# Makes the cluster's keys, certificates and kubeconfigs: pki.sh DIRECTORY PREFIX
# PREFIX is the first half of all its addresses (10.210).
set -euo pipefail
dir=$1 prefix=$2
mkdir -p "$dir/pki"
chmod 700 "$dir/pki"
cd "$dir/pki"
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }
key ca.key
openssl req -x509 -new -key ca.key -days 365 -subj /CN=holdfast-test-cluster -out ca.crt
key accounts.key
openssl ec -in accounts.key -pubout -out accounts.pub 2>/dev/null
# certificate FILE SUBJECT USAGE [NAMES]
certificate() {
    key "$1.key"
    printf 'extendedKeyUsage=%s\n%s' "$3" "${4:+subjectAltName=$4}" >"$1.extensions"
    openssl req -new -key "$1.key" -subj "$2" |
        openssl x509 -req -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile "$1.extensions" -out "$1.crt" 2>/dev/null
    rm "$1.extensions"
}
node=$prefix.255.2
certificate apiserver /CN=kube-apiserver serverAuth \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:$node,IP:$prefix.128.1,IP:127.0.0.1"
certificate kubelet-server /CN=holdfast serverAuth "DNS:holdfast,IP:$node"
certificate apiserver-kubelet /O=system:masters/CN=apiserver-kubelet clientAuth
# kubeconfig FILE SUBJECT
kubeconfig() {
    certificate "$(basename "$1")" "$2" clientAuth
    local name
    name=$(basename "$1")
    cat >"$1" <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: holdfast, cluster: {server: "https://$node:6443", certificate-authority-data: $(base64 -w0 ca.crt)}}]
users: [{name: holdfast, user: {client-certificate-data: $(base64 -w0 "$name.crt"), client-key-data: $(base64 -w0 "$name.key")}}]
contexts: [{name: holdfast, context: {cluster: holdfast, user: holdfast}}]
current-context: holdfast
CONFIG
    chmod 600 "$1"
}
kubeconfig "$dir/kubeconfig" /O=system:masters/CN=admin
kubeconfig "$dir/pki/controller-manager" /CN=system:kube-controller-manager
kubeconfig "$dir/pki/scheduler" /CN=system:kube-scheduler
kubeconfig "$dir/pki/kubelet" /O=system:nodes/CN=system:node:holdfast
kubeconfig "$dir/pki/proxy" /CN=system:kube-proxy
# The role system:kube-dns is bound to this account from the start: the name server needs no object of its own.
kubeconfig "$dir/pki/dns" /O=system:serviceaccounts/CN=system:serviceaccount:kube-system:kube-dns
