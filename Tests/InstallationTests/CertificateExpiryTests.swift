import Testing

@testable import Installation

/// Ends of certificates, beside what openssl says of the same.
struct CertificateExpiryTests {
    /// Of ninety days (UTCTime) and of 12000 (GeneralizedTime), made by openssl.
    static let certificates: [(String, Int64)] = [
        (
            """
            -----BEGIN CERTIFICATE-----
            MIIBbTCCAROgAwIBAgIUVaQ5DzR1MF4+OnKF2PXKUuvAK8MwCgYIKoZIzj0EAwIw
            DDEKMAgGA1UEAwwBdDAeFw0yNjExMjUyMzEwMjNaFw0yNzAyMjMyMzEwMjNaMAwx
            CjAIBgNVBAMMAXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQJttqPh9qy/+wi
            /n+c6ZlPJMuLee1/LJlXlQqM+6SWT8q0umTr0Tl6li6I7qeYtto7zim8daGXMmaT
            rfp6nUvho1MwUTAdBgNVHQ4EFgQUR76POEZ9eLm9PIsq7jLYkrxAbDMwHwYDVR0j
            BBgwFoAUR76POEZ9eLm9PIsq7jLYkrxAbDMwDwYDVR0TAQH/BAUwAwEB/zAKBggq
            hkjOPQQDAgNIADBFAiBtms8VkMboqHFj46TBLvOsf5GBo/rjdyF14u8fnWQ87wIh
            AJQTGi98hCEGUHEbwE90dWOV6a6Gd4KgevWjjqv7UHyT
            -----END CERTIFICATE-----
            """, 1803424223
        ),
        (
            """
            -----BEGIN CERTIFICATE-----
            MIIBbzCCARWgAwIBAgIUTcekgmdZqK1Ro3ru36rMr7SzbWAwCgYIKoZIzj0EAwIw
            DDEKMAgGA1UEAwwBdDAgFw0yNjExMjUyMzEwMjNaGA8yMDU5MTAwMzIzMTAyM1ow
            DDEKMAgGA1UEAwwBdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEUXZ38X9ajG
            cBDba/3mBRCdlnLj3+MxXpLW05mHrJuF2K+Km+aUCF5SxGgadZtMhp9Cok2l1WK8
            2yjDwG0ewtSjUzBRMB0GA1UdDgQWBBTSOUu2S4yS9hum2VEs1410p9rjgTAfBgNV
            HSMEGDAWgBTSOUu2S4yS9hum2VEs1410p9rjgTAPBgNVHRMBAf8EBTADAQH/MAoG
            CCqGSM49BAMCA0gAMEUCIFTMu8uipD8yz435FCXGqCr8RuHsmiK+E7z0ayRb38+J
            AiEA6mF5M+/9Z+/csImHTj33tTCYmHSkj/cvCGMzzaFsl7M=
            -----END CERTIFICATE-----
            """, 2832448223
        ),
    ]

    @Test(arguments: certificates) func whenItEnds(_ pem: String, _ end: Int64) {
        #expect(CertificateExpiry.read(pem) == end)
        #expect(CertificateExpiry.read("a bag of attributes\n" + pem + "\n" + pem) == end)
    }

    /// Cut off anywhere, it is no certificate and no crash.
    @Test func brokenOnesAreNone() {
        let pem = CertificateExpiryTests.certificates[0].0
        for length in 0..<pem.count { _ = CertificateExpiry.read(String(pem.prefix(length))) }
        #expect(CertificateExpiry.read("") == nil)
        #expect(CertificateExpiry.read("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----") == nil)
    }
}
