import HandWritten
import Testing

/// Idioms as they are met in public manifests, written anew.
@Suite struct SeenTests {
    @Test(arguments: [
        (
            "until $(curl --output /dev/null --silent --head --fail http://x); do printf '.'; sleep 5; done",
            ["curl loop http://x every=5s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "RETRIES=10\nuntil psql -h $DB_HOST -U u -c \"select 1\" > /dev/null 2>&1 || [ $RETRIES -eq 0 ]; do\n  echo \"waiting, $((RETRIES-=1)) left\"\n  sleep 3\ndone\nexec app",
            ["pg_isready or psql retries=10 postgres://db deadline=30s every=3s goesOn then… !failsOpen"]
        ),
        (
            "while true; do R=$(curl -s -o /dev/null -w \"%{http_code}\" http://x); if [ \"$R\" -eq 200 ]; then echo up; break; else echo no; sleep 5; fi; done",
            ["curl loop http://x#status=200 every=5s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "until printf \"\" 2>>/dev/null >>/dev/tcp/db/5432; do sleep 1; done",
            ["/dev/tcp loop tcp://db:5432 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "while ! </dev/tcp/db/5432; do sleep 1; done 2>/dev/null",
            ["/dev/tcp loop tcp://db:5432 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "while ! exec 6<>/dev/tcp/${DB_HOST}/${DB_PORT}; do sleep 1; done",
            ["/dev/tcp loop tcp://db:5432 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until python -c \"import socket; socket.create_connection(('db', 5432))\"; do sleep 1; done",
            ["python loop ? every=1s never whole !noDeadline"]
        ),
        (
            "until nc -z -w1 db 5432; do >&2 echo waiting; sleep 1; done\n>&2 echo up\nexec \"$@\"",
            ["nc loop tcp://db:5432 every=1s limit=1s never then… !noDeadline,portOnly"]
        ),
        (
            "while ! pg_isready -q -h db -U postgres -t 1 &>/dev/null; do sleep 1; done",
            ["pg_isready or psql loop postgres://db every=1s limit=1s never whole !noDeadline"]
        ),
        (
            "until mysqladmin -uroot -psecreth -h db ping; do sleep 1; done",
            ["mysqladmin or mysql loop mysql://db every=1s never whole !noDeadline"]
        ),
        (
            "while [ \"$(nslookup db | grep -c Address)\" -lt 2 ]; do sleep 1; done",
            ["name lookup loop dns:db every=1s never whole !nameOnly,noDeadline"]
        ),
        (
            "while [ -z \"$(kubectl get endpoints x -o jsonpath='{.subsets}')\" ]; do sleep 1; done",
            ["kubectl loop kube:service/x every=1s never whole !noDeadline"]
        ),
        (
            "until [ $(kubectl get deploy x -o jsonpath='{.status.readyReplicas}') -ge 1 ]; do sleep 1; done",
            ["kubectl loop kube:deployment/x every=1s never whole !noDeadline"]
        ),
        (
            "kubectl wait --for=condition=ready pod/a --timeout=60s && kubectl wait --for=condition=ready pod/b --timeout=60s",
            [
                "kubectl program kube:pod/a deadline=1m fails then… whole",
                "kubectl program kube:pod/b deadline=1m fails whole",
            ]
        ),
        (
            "until mc alias set m http://minio:9000 a b; do sleep 1; done; mc mb m/x",
            ["mc loop ? every=1s never then… !noDeadline"]
        ),
        (
            "until curl -s http://x/health | jq -e '.status == \"UP\"' > /dev/null; do sleep 1; done",
            ["curl loop http://x/health every=1s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "until [ \"$(curl -s http://x/health | jq -r .status)\" = \"UP\" ]; do sleep 1; done",
            ["curl loop http://x/health#body=UP every=1s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "app & sleep 10; init-app; wait",
            ["sleep sleep delay:10s deadline=10s goesOn then… !fixedDelay"]
        ),
        (
            "until host db > /dev/null; \\\n do sleep 1; done",
            ["name lookup loop dns:db every=1s never whole !nameOnly,noDeadline"]
        ),
        (
            "until curl -s -XGET 'http://es:9200/_cluster/health?wait_for_status=yellow&timeout=5s'; do sleep 1; done",
            [
                "curl loop http://es:9200/_cluster/health?wait_for_status=yellow&timeout=5s(http://es:9200/_cluster/health?wait_for_status=yellow&timeout=5s#status=100-599) every=1s never whole !noAttemptLimit,noDeadline,statusIgnored"
            ]
        ),
        (
            "until curl -s --cacert ca.crt https://es:9200 | grep -q 'missing authentication credentials'; do sleep 30; done",
            [
                "curl loop https://es:9200#body=missing%20authentication%20credentials every=30s never whole !noAttemptLimit,noDeadline"
            ]
        ),
        (
            "counter=0\nwhile true; do\n  if curl -fsm 2 http://x; then\n    exit 0\n  fi\n  counter=$((counter + 1))\n  if [ \"$counter\" -gt 60 ]; then\n    echo failed\n    exit 1\n  fi\n  sleep 5\ndone",
            ["curl retries=61 http://x deadline=5m5s every=5s limit=2s fails whole"]
        ),
        (
            "while ! nc -z a 1 || ! nc -z b 2; do sleep 1; done",
            ["nc loop tcp://a:1 tcp://b:2 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until nc -z a 1 && nc -z b 2; do sleep 1; done",
            ["nc loop tcp://a:1 tcp://b:2 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "SECONDS=0; until curl -sfm1 http://x; do if (( SECONDS > 60 )); then exit 1; fi; sleep 1; done",
            ["curl loop http://x deadline=? every=1s limit=1s fails whole"]
        ),
        (
            "STATUS=\"\"; until [ \"$STATUS\" = \"Succeeded\" ]; do STATUS=$(kubectl get pod m -o jsonpath={.status.phase}); sleep 2; done",
            ["kubectl loop kube:pod/m#json=status.phase:Succeeded every=2s never whole !noDeadline"]
        ),
        (
            "set -e\nwait_for_port() {\n  local n=0\n  while ! nc -w 1 -z \"$1\" \"$2\" >/dev/null 2>&1; do\n    n=$((n + 1))\n    if [ \"$n\" -ge 20 ]; then\n      echo \"$1 is not there\" >&2\n      return 1\n    fi\n    sleep 3\n  done\n}\nwait_for_port db 5432\nexec app",
            ["nc retries=20 tcp://db:5432 deadline=1m every=3s limit=1s fails then… !portOnly"]
        ),
        (
            "case \"$1\" in web) until nc -w1 -z db 1; do sleep 1; done;; esac; exec \"$@\"",
            ["nc loop tcp://db:1 every=1s limit=1s never then… conditional !noDeadline,portOnly"]
        ),
    ] as [LoopTests.Row])
    func whatIsSeen(_ row: LoopTests.Row) {
        #expect(LoopTests.lines(row.script) == row.waits)
    }
}
