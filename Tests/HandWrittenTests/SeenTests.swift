import HandWritten
import Testing

/// Idioms as they are met in public manifests, written anew.
@Suite struct SeenTests {
    @Test(
        arguments: [
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
                "until python -c \"import socket; socket.create_connection(('db', 5432))\"; do sleep 1; done; app",
                ["python loop ? every=1s never then… !noDeadline"]
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
                ["curl loop http://x/health#json=status:UP every=1s never whole !noAttemptLimit,noDeadline"]
            ),
            (
                "until [ \"$(curl -s http://x/health | jq -r .status)\" = \"UP\" ]; do sleep 1; done",
                ["curl loop http://x/health#json=status:UP every=1s never whole !noAttemptLimit,noDeadline"]
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
            (
                "until S=`curl -s -o /dev/null -w '%{http_code}' x:8080/ready` && [ $S -eq 200 ]; do sleep 1; done",
                ["curl loop http://x:8080/ready#status=200 every=1s never whole !noAttemptLimit,noDeadline"]
            ),
            (
                "i=1; while [ \"$i\" -le 15 ]; do c=$(curl -m 5 -s -o /dev/null -w '%{http_code}' http://x/); echo $i:$c; if [ \"$c\" = 200 ] || [ \"$c\" = 301 ]; then ok=1; break; fi; sleep 1; i=$((i + 1)); done; if [ \"$ok\" -ne 1 ]; then exit 1; fi",
                ["curl retries=15 http://x/#status=200,301 deadline=15s every=1s limit=5s fails whole"]
            ),
            (
                "wait_for() { local l=$1 h=$2; local end=$((SECONDS + ${T:-60})); until nc -z -w 2 \"$h\" 80 2>/dev/null; do if (( SECONDS >= end )); then return 1; fi; sleep 1; done; }\nset -e\nwait_for A ${A:-a}\nwait_for B b\nexec app",
                [
                    "nc loop tcp://a:80 deadline=? every=1s limit=2s fails then… !portOnly",
                    "nc loop tcp://b:80 deadline=? every=1s limit=2s fails then… !portOnly",
                ]
            ),
            (
                "timeout=240\nwhile ! nc -z db 1; do\n sleep 0.1\n timeout=$((timeout - 1))\n if [ $timeout -le 0 ]; then\n echo no\n exit 1\n fi\ndone\napp",
                ["nc retries=240 tcp://db:1 deadline=24s every=100ms fails then… !noAttemptLimit,portOnly"]
            ),
            (
                "O=/proc/1/fd/1\nM=\"\"\nc=0\nmax=50\nuntil curl -m1 --output /dev/null --silent --head --fail http://127.0.0.1:54/readyz; do\n if [ ${c} -eq ${max} ];then\n M=\"${M} no\"\n echo \"$M\" | tee -a \"${O}\"\n exit 0\n fi\n M=\"$M.\"\n c=$((c+1))\n sleep 2\ndone",
                ["curl retries=50 http://127.0.0.1:54/readyz deadline=1m40s every=2s limit=1s goesOn whole !failsOpen"]
            ),
            (
                "C=600\nuntil kubectl get po -a | grep migrate | grep Completed;\ndo\n sleep 1;\n C=`expr $C - 1`;\n if [ $C -eq 0 ]; then exit 1; fi\ndone",
                ["kubectl retries=600 ? deadline=10m every=1s fails whole"]
            ),
            (
                "while [[ $(kubectl get deploy a -n d -o 'jsonpath={..status.conditions[?(@.type==\"Available\")].status}') != \"True\" ]]; do sleep 5; done\ncurl -X POST http://a/x",
                ["kubectl loop kube:deployment/a#namespace=d every=5s never then… !noDeadline"]
            ),
            (
                "APPS=(\n a\n b # second\n)\nfor app in \"${APPS[@]}\"; do\n echo -n $app\n timeout 300 bash -c \"until kubectl get deployment/$app -n x &>/dev/null; do sleep 2; done\"\ndone",
                [
                    "kubectl loop kube:deployment/a#namespace=x kube:deployment/b#namespace=x deadline=5m every=2s fails whole"
                ]
            ),
            (
                "echo a && serve & echo b && until nc -z localhost 11; do sleep 1; done && pull x && app",
                ["nc loop tcp://localhost:11 every=1s never then… !noAttemptLimit,noDeadline,portOnly"]
            ),
            (
                "n=0; max=30; while ! nc -z db 1; do if [ $n -ge $max ]; then exit 1; fi; n=$((n + 1)); echo \"$n/$max\"; sleep 1; done",
                ["nc retries=30 tcp://db:1 deadline=30s every=1s fails whole !noAttemptLimit,portOnly"]
            ),
            (
                "if [ \"$DATABASE\" = \"postgres\" ]\nthen\n  while ! nc -z $DB_HOST $DB_PORT; do\n    sleep 0.1\n  done\nfi\npython manage.py migrate",
                ["nc loop tcp://db:5432 every=100ms never then… conditional !noAttemptLimit,noDeadline,portOnly"]
            ),
        ] as [LoopTests.Row])
    func whatIsSeen(_ row: LoopTests.Row) {
        #expect(LoopTests.lines(row.script) == row.waits)
    }
}
