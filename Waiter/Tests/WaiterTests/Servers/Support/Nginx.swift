/// An nginx of a test: one process, and the servers of its configuration.
enum Nginx {
    static let isInstalled = Installed.has("nginx")

    /// Starts it with these `server` blocks, or whatever stands in `http`.
    static func start(_ servers: String, in folder: TestFolder) throws -> RealServer {
        let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(folder.file("temp-" + $0));"
        }
        try folder.write(
            "nginx.conf",
            """
            daemon off;
            master_process off;
            pid \(folder.file("nginx.pid"));
            error_log stderr;
            events { worker_connections 64; }
            http {
                access_log off;
                \(places.joined(separator: "\n    "))
                \(servers)
            }

            """)
        return try RealServer(
            "nginx", ["-p", folder.path, "-c", folder.file("nginx.conf"), "-e", "stderr"], in: folder)
    }
}
