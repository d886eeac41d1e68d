import HandWritten
import Testing

/// Scripts and what is found in them, in the one-line form of ``Shown``.
@Suite struct LoopTests {
    typealias Row = (script: String, waits: [String])

    static let environment = [
        "DB_HOST": "db", "DB_PORT": "5432", "SECRET_HOST": "$(SECRET_HOST)", "URL": "http://x:8080/health",
        "HOSTS": "a:80 b:81",
    ]

    static func lines(_ script: String, shell: [String] = ["sh", "-c"], place: CommandPlace = .unknown) -> [String] {
        WaitRecognition.waits(
            inCommand: shell + [script], image: "x", environment: environment, place: place
        ).map(Shown.line)
    }

    static let conditions: [Row] = [
        (
            "until nc -z -w 2 db 5432; do sleep 1; done",
            ["nc loop tcp://db:5432 every=1s limit=2s never whole !noDeadline,portOnly"]
        ),
        (
            "while ! nc -vz $DB_HOST ${DB_PORT}; do echo x; sleep 0.5; done; exec app",
            ["nc loop tcp://db:5432 every=500ms never then… !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until nc -z $SECRET_HOST 80; do sleep 1; done",
            ["nc loop tcp://$(SECRET_HOST):80 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until nc -z $(DB_HOST) 80; do sleep 1; done",
            ["nc loop tcp://db:80 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until nc -z $NOBODY_KNOWS 80; do sleep 1; done",
            ["nc loop ? every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until curl -m5 -s http://a:8080/info; do sleep 5; done",
            [
                "curl loop http://a:8080/info(http://a:8080/info#status=100-599) every=5s limit=5s never whole !noDeadline,statusIgnored"
            ]
        ),
        (
            "until curl -sfk --max-time 3 https://a/ready > /dev/null 2>&1; do sleep 1; done",
            ["curl loop https://a/ready#insecure every=1s limit=3s never whole !certificateIgnored,noDeadline"]
        ),
        (
            "while [ \"$(curl -s -o /dev/null -w '%{http_code}' http://x)\" != \"200\" ]; do sleep 2; done",
            ["curl loop http://x#status=200 every=2s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "while [[ \"$(curl -s -o /dev/null -w ''%{http_code}'' $URL)\" != 200 ]]; do sleep 2; done",
            ["curl loop http://x:8080/health#status=200 every=2s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "until [ $(curl -s -o /dev/null -w %{http_code} http://x) -eq 204 ]; do sleep 2; done",
            ["curl loop http://x#status=204 every=2s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "until [ `curl -s -o /dev/null -w %{http_code} http://x` != 000 ]; do sleep 2; done",
            [
                "curl loop http://x(http://x#status=100-599) every=2s never whole !noAttemptLimit,noDeadline,statusIgnored"
            ]
        ),
        (
            "until curl -s http://x/health | grep -q '\"status\":\"UP\"'; do sleep 2; done",
            [
                "curl loop http://x/health#body=%22status%22:%22UP%22 every=2s never whole !noAttemptLimit,noDeadline"
            ]
        ),
        (
            "until wget -q -T 3 --spider http://x:80/; do sleep 2; done",
            ["wget loop http://x:80/ every=2s limit=3s never whole !noDeadline"]
        ),
        (
            "until wget -qO- http://x:80/; do sleep 2; done",
            ["wget loop http://x:80/ every=2s never whole !noAttemptLimit,noDeadline"]
        ),
        (
            "code=0; while [ $code -ne 200 ]; do code=$(curl -m 1 -s -o /dev/null -w '%{http_code}' http://x); sleep 2; done",
            ["curl loop http://x#status=200 every=2s limit=1s never whole !noDeadline"]
        ),
        (
            "until (echo > /dev/tcp/db/5432) >/dev/null 2>&1; do sleep 1; done",
            ["/dev/tcp loop tcp://db:5432 every=1s never whole !noAttemptLimit,noDeadline,portOnly"]
        ),
        (
            "until timeout 1 bash -c '</dev/tcp/db/5432'; do sleep 1; done",
            ["/dev/tcp loop tcp://db:5432 every=1s limit=1s never whole !noDeadline,portOnly"]
        ),
        (
            "until timeout 1 bash -c \"cat < /dev/null > /dev/tcp/$DB_HOST/$DB_PORT\"; do sleep 1; done",
            ["/dev/tcp loop tcp://db:5432 every=1s limit=1s never whole !noDeadline,portOnly"]
        ),
        (
            "until getent hosts db; do sleep 1; done",
            ["name lookup loop dns:db every=1s never whole !nameOnly,noDeadline"]
        ),
        (
            "until dig +short db.x.svc.cluster.local | grep -q .; do sleep 1; done",
            ["name lookup loop dns:db.x.svc.cluster.local every=1s never whole !nameOnly,noDeadline"]
        ),
        (
            "until nslookup db.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc.cluster.local; do sleep 2; done",
            ["name lookup loop dns:db every=2s never whole !nameOnly,noDeadline"]
        ),
        (
            "until pg_isready -h $DB_HOST -p $DB_PORT -U x; do sleep 1; done",
            ["pg_isready or psql loop postgres://db:5432 every=1s limit=3s never whole !noDeadline"]
        ),
        (
            "until PGPASSWORD=x psql -h db -U u -c '\\q' 2>/dev/null; do sleep 1; done",
            ["pg_isready or psql loop postgres://db every=1s never whole !noDeadline"]
        ),
        (
            "until PGHOST=pg psql -c 'select 1'; do sleep 1; done",
            ["pg_isready or psql loop postgres://pg every=1s never whole !noDeadline"]
        ),
        (
            "while ! mysqladmin ping -h\"$DB_HOST\" -P3306 --silent; do sleep 1; done",
            ["mysqladmin or mysql loop mysql://db:3306 every=1s never whole !noDeadline"]
        ),
        (
            "until mysql -h db -uroot -p$PASSWORD -e 'SELECT 1'; do sleep 1; done",
            ["mysqladmin or mysql loop mysql://db every=1s never whole !noDeadline"]
        ),
        (
            "until [ \"$(redis-cli -h redis -p 6380 ping)\" = \"PONG\" ]; do sleep 1; done",
            ["redis-cli loop redis://redis:6380 every=1s never whole !noDeadline"]
        ),
        (
            "until redis-cli -h redis ping | grep -q PONG; do sleep 1; done",
            ["redis-cli loop redis://redis every=1s never whole !noDeadline"]
        ),
        (
            "until mongosh --host m --port 27018 --eval 'db.adminCommand(\"ping\")'; do sleep 1; done",
            ["mongosh loop mongodb://m:27018 every=1s never whole !noDeadline"]
        ),
        (
            "until rabbitmq-diagnostics -q ping -n rabbit@mq; do sleep 1; done",
            ["rabbitmq-diagnostics loop amqp://mq every=1s never whole !noDeadline"]
        ),
        (
            "until etcdctl --endpoints=http://e1:2379,http://e2:2379 endpoint health; do sleep 1; done",
            ["etcdctl loop etcd://e1:2379 etcd://e2:2379 every=1s never whole !noDeadline"]
        ),
        (
            "until cqlsh cass 9042 -e 'describe keyspaces'; do sleep 1; done",
            ["cqlsh loop tcp://cass:9042 every=1s never whole !noDeadline"]
        ),
        (
            "until kafka-topics.sh --bootstrap-server kafka:9092 --list; do sleep 1; done",
            ["Kafka's tools loop kafka://kafka:9092 every=1s never whole !noDeadline"]
        ),
        (
            "until echo ruok | nc -w 1 zk 2181 | grep imok; do sleep 1; done",
            ["nc loop zookeeper://zk:2181 every=1s limit=1s never whole !noDeadline"]
        ),
        (
            "until [ -f /shared/done ]; do sleep 1; done",
            ["test loop file:/shared/done every=1s never whole !noDeadline"]
        ),
        (
            "while [ ! -S /run/x.sock ]; do sleep 1; done; exec app",
            ["test loop unix:/run/x.sock(file:/run/x.sock) every=1s never then… !noDeadline"]
        ),
        (
            "until test -s /x; do :; done",
            ["test loop file:/x#nonempty never whole !noDeadline,noPause"]
        ),
        (
            "until [ -f /a ] || [ -f /b ]; do sleep 1; done",
            ["test loop file:/a file:/b any every=1s never whole !noDeadline"]
        ),
        (
            "while [ ! -f /a ] || [ ! -f /b ]; do sleep 1; done",
            ["test loop file:/a file:/b every=1s never whole !noDeadline"]
        ),
        (
            "until [ -d /x ] && lsmod | grep nvidia; do sleep 1; done; exec driver",
            ["test loop file:/x ? every=1s never then… !noDeadline"]
        ),
        (
            "until kubectl get pod x -o jsonpath='{.status.phase}' | grep -q Running; do sleep 1; done",
            ["kubectl loop kube:pod/x#json=status.phase:Running every=1s never whole !noDeadline"]
        ),
        (
            "until [ \"$(kubectl get job m -n ns -o jsonpath='{.status.succeeded}')\" = \"1\" ]; do sleep 5; done",
            [
                "kubectl loop kube:job/m#namespace=ns&condition=Complete every=5s never whole !failedJobNeverEnds,noDeadline"
            ]
        ),
        (
            "until kubectl get svc db; do sleep 1; done",
            ["kubectl loop kube:service/db every=1s never whole !noDeadline"]
        ),
        (
            "check() { curl -sf -m 1 http://x/health; }; until check; do sleep 1; done",
            ["curl loop http://x/health every=1s limit=1s never whole !noDeadline"]
        ),
        (
            "until ./ready.sh; do sleep 3; done; app",
            ["ready.sh loop ? every=3s never then… !noDeadline"]
        ),
    ]

    @Test(arguments: conditions)
    func whatALoopAsks(_ row: Row) {
        #expect(LoopTests.lines(row.script) == row.waits)
    }
}
