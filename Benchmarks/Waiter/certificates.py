"""A certificate for 127.0.0.1, and a bundle of authorities as large as the system's."""

import pathlib
import subprocess

SYSTEM_BUNDLES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"]


class Certificates:
    """Made with openssl in a directory."""

    def __init__(self, directory):
        folder = pathlib.Path(directory)
        self.key = str(folder / "key.pem")
        self.certificate = str(folder / "certificate.pem")
        self.bundle = str(folder / "bundle.pem")
        authority, authority_key = folder / "ca.pem", folder / "ca-key.pem"
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]

        def openssl(*words):
            subprocess.run(["openssl", "req", "-x509", *curve, *words], check=True, capture_output=True)

        openssl("-subj", "/CN=Holdfast benchmark CA", "-keyout", str(authority_key), "-out", str(authority))
        openssl(
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-addext",
            "basicConstraints=critical,CA:FALSE", "-CA", str(authority), "-CAkey", str(authority_key),
            "-keyout", self.key, "-out", self.certificate)
        system = next((path for path in map(pathlib.Path, SYSTEM_BUNDLES) if path.exists()), None)
        text = system.read_text(encoding="utf-8") if system else ""
        # The own authority last: nothing may stop reading early.
        pathlib.Path(self.bundle).write_text(text + authority.read_text(encoding="ascii"), encoding="utf-8")
        self.count = text.count("BEGIN CERTIFICATE") + 1
        self.size = pathlib.Path(self.bundle).stat().st_size
