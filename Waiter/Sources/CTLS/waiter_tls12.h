/* Read before mbedTLS' ssl_tls12_client.c, see Scripts/build-waiter.sh.
 *
 * A client of TLS 1.3 has to offer RSA-PSS, and a server of TLS 1.2 may then take it (RFC 8446 section 4.2.3): OpenSSL
 * does, with every RSA key. mbedTLS 3.6 verifies such a signature, but before that it refuses the number of the
 * algorithm, as it looks for one of the pairs of hash and signature that TLS 1.2 began with. */
#include "ssl_misc.h"

static inline int waiter_sig_alg_is_supported(const mbedtls_ssl_context *ssl, const uint16_t sig_alg) {
    return sig_alg == MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA256 || sig_alg == MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA384 ||
        sig_alg == MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA512 || mbedtls_ssl_sig_alg_is_supported(ssl, sig_alg);
}

#define mbedtls_ssl_sig_alg_is_supported waiter_sig_alg_is_supported
