#!/bin/bash
# The node's network, run inside its namespaces: network.sh PREFIX
# Pods reach each other, Services, the name server and the API server; not the machine, what lies behind it, nor the node's
# control ports. That is all rules there are, and they end with the namespace.
set -euo pipefail
prefix=$1
ip addr add "$prefix.255.2/30" dev node
ip link set node up
# Where packets that have no other way go: without a default route some programs find no address of their own.
ip route add default via "$prefix.255.1"
ip link add pods type bridge
ip addr add "$prefix.0.1/17" dev pods
ip link set pods up
iptables -A FORWARD -i pods -o node -m conntrack --ctstate NEW -j REJECT
iptables -A INPUT -i pods -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -i pods -p icmp -j ACCEPT
iptables -A INPUT -i pods -p tcp -m multiport --dports 53,6443 -j ACCEPT
iptables -A INPUT -i pods -p udp --dport 53 -j ACCEPT
iptables -A INPUT -i pods -j REJECT
# Nor does the node's own traffic (API server's webhooks by URL, say) go further than to the machine. A Service's address has
# become a pod's by then, but the interface that the packet goes to is still the one of the Service's route: all of our
# addresses are let through, or the API server would reach no webhook.
iptables -A OUTPUT -o node ! -d "$prefix.0.0/16" -m conntrack --ctstate NEW -j REJECT
