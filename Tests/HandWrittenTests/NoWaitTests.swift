import HandWritten
import Testing

/// What looks like a wait and is none.
@Suite struct NoWaitTests {
    @Test(arguments: [
        "echo hello && sleep 3600",
        "sleep infinity",
        "sleep 3600",
        "while true; do sleep 3600; done",
        "while true; do date; sleep 5; done",
        "while true; do work; sleep 60; done",
        "while true; do curl -s http://x/metrics > /data/m; sleep 60; done",
        "while true; do curl -s http://x/metrics; sleep 60; done",
        "while nc -z db 5432; do sleep 5; done",
        "while kill -0 $PID; do sleep 1; done",
        "while read line; do echo $line; done < /etc/hosts",
        "while [ -f /lock ]; do sleep 1; done",
        "while killall -0 nginx; do sleep 1; done",
        "curl -sfL http://x/file.tgz -o /tmp/f.tgz && tar xf /tmp/f.tgz",
        "curl -X POST http://x/reload",
        "curl -sf http://x/file | tar xz",
        "until curl -X POST -d @x http://x/index; do sleep 1; done",
        "until kubectl apply -f x.yaml; do sleep 1; done",
        "until psql -h db -f schema.sql; do sleep 1; done",
        "until kafka-topics.sh --create --topic a --bootstrap-server k:9092; do sleep 1; done",
        "while ! test -f /stop; do do_work; sleep 60; done",
        "for f in a b c; do cp $f /x; sleep 1; done",
        "for i in 1 2 3; do load http://x; sleep 1; done",
        "wget http://x/file",
        "if nc -z db 5432; then run-a; else run-b; fi",
        "nginx -s quit; while killall -0 nginx; do sleep 1; done",
        "trap 'exit 0' TERM; sleep infinity & wait",
        "app & while true; do sleep 10; done",
        "nc -l -p 8080",
        "app || { sleep 5; exit 1; }",
        "app; sleep 30; exit 1",
        "if [ -z \"$X\" ]; then echo missing; sleep 10; exit 1; fi; app",
        "mongosh --eval 'rs.initiate()'",
        "i=0; while [ $i -lt 10 ]; do i=$((i+1)); done",
        "kubectl get pods",
        "touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600",
        "touch /tmp/healthy; sleep 30; rm -rf /tmp/healthy; while true; do sleep 60; done",
        "until server; do echo \"crashed: $?\" >&2; sleep 1; done",
        "kubectl rollout restart deployment/a && kubectl rollout status deployment/a",
        "app; kubectl wait --for=condition=ready pod/a",
        "sleep 5; exit 1",
        "sleep $((RANDOM % 60)); backup",
        "make_report || (sleep 5 && make_report)",
        "for i in 1 2 3; do echo $i; sleep 1; done",
        "exec \"$@\"",
        "",
        "until", "while true; do nc -z db 1", "done", "((", "$(",
    ])
    func isNoWait(_ script: String) {
        #expect(LoopTests.lines(script) == [])
        #expect(LoopTests.lines(script, place: .container) == [])
    }

    @Test(arguments: [CommandPlace.preStop, .probe])
    func probesAndPreStopHooksDoNotWait(_ place: CommandPlace) {
        for words in [["sleep", "5"], ["pg_isready", "-h", "db"], ["sh", "-c", "until nc -z a 1; do sleep 1; done"]] {
            #expect(WaitRecognition.waits(inCommand: words, image: "", environment: [:], place: place).isEmpty)
        }
    }
}
