/// The pages of help, made from the table of options.
public enum HelpText {
    /// A page, ending in a newline.
    public static func text(_ page: HelpPage) -> String {
        switch page {
        case .overview: overview
        case .wait: wait + options(supervise: false) + targets + exitCodes
        case .supervise: supervise + options(supervise: true) + exitCodes
        case .copy: copy
        }
    }

    private static let overview = """
        The waiter waits inside a pod until what a container needs is really ready.

        usage: waiter wait [options] TARGET... [-- COMMAND ARG...]
               waiter supervise [options] [TARGET...] -- COMMAND ARG...
               waiter copy DESTINATION
               waiter version | help [COMMAND]

          waiter wait http://config:8080/info tcp://db:5432 -- /app/server
          waiter wait --timeout 2m 'http://config:8080/health#json=status:UP'

        `waiter wait --help` lists targets, options and exit codes. Called as pilot-agent, it takes the place of
        `pilot-agent wait`.

        """

    private static let wait = """
        Waits for all targets, side by side; then becomes COMMAND (exec: same pid, nothing left behind).

        usage: waiter wait [options] TARGET... [-- COMMAND ARG...]

        """

    private static let supervise = """
        Waits for the targets, if any; then runs COMMAND as a child: forwards signals to it, reaps orphans, starts it
        again if it fails, and publishes started, ready, exited and completed as files for other containers.

        usage: waiter supervise [options] [TARGET...] -- COMMAND ARG...

        """

    private static let copy = """
        Copies this program to DESTINATION, or into DESTINATION if that is a directory, with mode 0755 and in one step:
        what is there is replaced when the copy is whole, and stays as it is when it cannot be. Exit codes: 0 copied,
        1 not copied, 2 usage.

        usage: waiter copy DESTINATION

          waiter copy /shared/waiter      in an init container, for containers whose image has no waiter

        """

    private static func options(supervise: Bool) -> String {
        var text =
            "\nOptions (each also as a variable: --max-interval is WAITER_MAX_INTERVAL; targets: WAITER_TARGETS)\n"
        for rule in OptionTable.rules where supervise || rule.scope == .both {
            var line = "  " + rule.flag + (rule.value.isEmpty ? "" : " " + rule.value)
            let width = line.utf8.count
            if width < 27 { line += String(repeating: " ", count: 27 - width) } else { line += "  " }
            text += line + rule.help + "\n"
        }
        return text
    }

    private static let targets = """

        Targets: scheme://host[:port][/path][?query][#expectations]
          http://HOST/PATH https://  status 200-399, redirects within the host followed; #status=200,204 #body=TEXT
                                   #json=PATH:VALUE #header=NAME:VALUE #method=HEAD #host=NAME; who one is:
                                   #bearer-file= #bearer-env= #basic-file= #basic-env= (a file, or a variable)
          http+unix://%2Frun%2Fx.sock/PATH
          tcp://HOST:PORT unix:/run/x.sock   accepted, and not closed soon after; #settle=50ms
          grpc://HOST:PORT[/SERVICE] grpcs   grpc.health.v1 says SERVING
          postgres://HOST[/DATABASE]  takes logins; #tls=disable|prefer|require|verify #user=NAME
          mysql mongodb redis rediss memcached kafka amqp amqps nats mqtt zookeeper ://HOST[:PORT]
                                   the protocol's own answer; mongodb #state=primary, kafka #topic=NAME
          etcd consul nacos eureka apollo ://HOST[:PORT]   the product's health page; consul and nacos #service=,
                                   eureka #app=, apollo #app= #cluster= #namespace=
          kube:KIND/NAME           job, pod, deployment, statefulset, daemonset, service, PLURAL.VERSION.GROUP, watched;
                                   #condition=TYPE #min=N #json=PATH:VALUE #namespace=NAME #cluster-scoped
          file:/run/ready          exists; #nonempty
          dns:NAME                 has a record; #type=A,AAAA,SRV,TXT,CNAME  #min=N
          exec:COMMAND ARG...      ends with 0; a space within a word is %20
          delay:5s                 the time has passed
        Of servers also #tls #ca=FILE #cert=FILE #key=FILE #server-name=NAME #insecure. Of all #timeout=2m and
        #on-timeout=fail|proceed|block. Quote targets: # and & mean something to shells.

        """

    private static let exitCodes = """

        Exit codes: 0 ready, 1 can never become ready, 2 usage, 124 timed out, 126/127 the command cannot be run,
        128+n killed by signal n, otherwise the command's own.

        """
}
