#!/bin/bash
# Installs the real servers that the waiter's tests start, each of its own on loopback: Debian's packages, and Envoy.
# It ends at once when all are there. It starts none of them. Where it may not install it says what is missing and
# ends well: the tests of a server that is not there are skipped, by name.
set -euo pipefail
cd "$(dirname "$0")/.."
# Servers are where only root's PATH leads.
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
missing=()
need() {
    local package=$1 place
    shift
    for place in "$@"; do
        case $place in
        /*) [ ! -e "$place" ] || return 0 ;;
        *) ! command -v "$place" >/dev/null || return 0 ;;
        esac
    done
    missing+=("$package")
}
need postgresql /usr/lib/postgresql/*/bin/postgres
need redis-server redis-server
need mariadb-server mariadbd
need rabbitmq-server rabbitmq-server
need zookeeper /usr/share/java/zookeeper.jar
need default-jre-headless java
need etcd-server etcd
need nginx nginx
need haproxy haproxy
need memcached memcached
need mosquitto mosquitto
need nats-server nats-server
need openssl openssl
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "warning: tests of servers that are not installed are skipped. Install them with:" >&2
        echo "  sudo apt-get install -y ${missing[*]}" >&2
    else
        echo "installing ${missing[*]}" >&2
        # A package starts its server as soon as it is installed, unless this says no.
        policy=/usr/sbin/policy-rc.d
        if [ ! -e $policy ]; then
            trap 'rm -f '$policy EXIT
            printf '#!/bin/sh\nexit 101\n' >$policy
            chmod 0755 $policy
        fi
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    fi
fi
bash Scripts/install-envoy.sh >/dev/null || {
    [ "$(id -u)" != 0 ] || exit 1
    echo "warning: there is no Envoy: its tests are skipped" >&2
}
