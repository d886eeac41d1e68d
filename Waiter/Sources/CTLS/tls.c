#include "CTLS.h"

const char *const tls_h2 = "h2";

#ifdef HOLDFAST_TLS

#define MBEDTLS_ALLOW_PRIVATE_ACCESS
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>
#include <mbedtls/psa_util.h>
#include <psa/crypto.h>

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

psa_status_t mbedtls_psa_external_get_random(
    mbedtls_psa_external_random_context_t *context, uint8_t *output, size_t size, size_t *length) {
    (void)context;
    *length = 0;
    while (*length < size) {
        ssize_t count = getrandom(output + *length, size - *length, 0);
        if (count <= 0) return PSA_ERROR_INSUFFICIENT_ENTROPY;
        *length += (size_t)count;
    }
    return PSA_SUCCESS;
}

/* Bytes in memory, taken from the front. */
struct queue {
    uint8_t *bytes;
    size_t start, end, room;
};

static bool queue_put(struct queue *queue, const uint8_t *bytes, size_t size) {
    if (queue->start == queue->end) queue->start = queue->end = 0;
    if (queue->end + size > queue->room) {
        size_t used = queue->end - queue->start;
        memmove(queue->bytes, queue->bytes + queue->start, used);
        queue->start = 0;
        queue->end = used;
        if (used + size > queue->room) {
            size_t room = (used + size + 1023) & ~(size_t)1023;
            uint8_t *larger = realloc(queue->bytes, room);
            if (!larger) return false;
            queue->bytes = larger;
            queue->room = room;
        }
    }
    memcpy(queue->bytes + queue->end, bytes, size);
    queue->end += size;
    return true;
}

static size_t queue_take(struct queue *queue, uint8_t *buffer, size_t size) {
    size_t count = queue->end - queue->start;
    if (count > size) count = size;
    if (count) memcpy(buffer, queue->bytes + queue->start, count);
    queue->start += count;
    return count;
}

struct tls_trust {
    mbedtls_x509_crt authorities;
    mbedtls_x509_crt chain;
    mbedtls_pk_context key;
    bool has_identity;
};

struct tls_session {
    tls_trust *trust;
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config config;
    const char *protocols[2];
    struct queue in, out;
    bool ended, verify, is_address;
    char host[256];
    char words[384];
};

bool tls_is_built(void) {
    return true;
}

tls_trust *tls_trust_new(void) {
    if (psa_crypto_init() != PSA_SUCCESS) return NULL;
    tls_trust *trust = calloc(1, sizeof *trust);
    if (!trust) return NULL;
    mbedtls_x509_crt_init(&trust->authorities);
    mbedtls_x509_crt_init(&trust->chain);
    mbedtls_pk_init(&trust->key);
    return trust;
}

/* mbedTLS knows PEM by its end: the zero byte has to be counted. */
static uint8_t *terminated(const uint8_t *bytes, int64_t size) {
    uint8_t *copy = malloc((size_t)size + 1);
    if (!copy) return NULL;
    memcpy(copy, bytes, (size_t)size);
    copy[size] = 0;
    return copy;
}

static int count_certificates(const mbedtls_x509_crt *first) {
    int count = 0;
    for (const mbedtls_x509_crt *certificate = first; certificate && certificate->raw.p; certificate = certificate->next) count++;
    return count;
}

static int parse_certificates(mbedtls_x509_crt *into, const uint8_t *bytes, int64_t size) {
    uint8_t *copy = terminated(bytes, size);
    if (!copy) return 0;
    int before = count_certificates(into);
    /* A bundle may hold certificates with algorithms that this build leaves out: the others are taken. */
    bool is_pem = strstr((const char *)copy, "-----BEGIN CERTIFICATE-----") != NULL;
    mbedtls_x509_crt_parse(into, copy, (size_t)size + (is_pem ? 1 : 0));
    free(copy);
    return count_certificates(into) - before;
}

int tls_trust_add(tls_trust *trust, const uint8_t *bytes, int64_t size) {
    return parse_certificates(&trust->authorities, bytes, size);
}

int tls_trust_identity(tls_trust *trust, const uint8_t *chain, int64_t chain_size, const uint8_t *key, int64_t key_size) {
    if (parse_certificates(&trust->chain, chain, chain_size) == 0) return -1;
    uint8_t *copy = terminated(key, key_size);
    if (!copy) return -2;
    bool is_pem = strstr((const char *)copy, "-----BEGIN") != NULL;
    int result = mbedtls_pk_parse_key(
        &trust->key, copy, (size_t)key_size + (is_pem ? 1 : 0), NULL, 0, mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE);
    memset(copy, 0, (size_t)key_size);
    free(copy);
    if (result != 0) return -2;
    if (mbedtls_pk_check_pair(&trust->chain.pk, &trust->key, mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE) != 0) return -3;
    trust->has_identity = true;
    return 0;
}

void tls_trust_free(tls_trust *trust) {
    if (!trust) return;
    mbedtls_x509_crt_free(&trust->authorities);
    mbedtls_x509_crt_free(&trust->chain);
    mbedtls_pk_free(&trust->key);
    free(trust);
}

static int send_bytes(void *context, const unsigned char *bytes, size_t size) {
    tls_session *session = context;
    return queue_put(&session->out, bytes, size) ? (int)size : MBEDTLS_ERR_SSL_ALLOC_FAILED;
}

static int receive_bytes(void *context, unsigned char *buffer, size_t size) {
    tls_session *session = context;
    size_t count = queue_take(&session->in, buffer, size);
    if (count) return (int)count;
    return session->ended ? 0 : MBEDTLS_ERR_SSL_WANT_READ;
}

/* Puts pieces together as far as they fit. Not printf, which is ten kilobytes. */
static void put_together(char *into, size_t room, const char *a, const char *b, const char *c) {
    const char *pieces[] = {a, b, c};
    size_t used = 0;
    for (int i = 0; i < 3; i++)
        for (const char *at = pieces[i]; *at && used + 1 < room; at++) into[used++] = *at;
    into[used] = 0;
}

/* The first reason stays: what follows from it is of no interest. */
static void say(tls_session *session, const char *a, const char *b, const char *c) {
    if (!session->words[0]) put_together(session->words, sizeof session->words, a, b, c);
}

/* A number in base 10 or 16, in a buffer of at least 12 bytes. */
static const char *number_text(char *buffer, unsigned number, unsigned base) {
    char *at = buffer + 11;
    *at = 0;
    do *--at = "0123456789abcdef"[number % base];
    while (number /= base);
    return at;
}

static bool looks_like_address(const char *host) {
    if (strchr(host, ':')) return true;
    for (const char *at = host; *at; at++)
        if (*at != '.' && (*at < '0' || *at > '9')) return false;
    return true;
}

tls_session *tls_open(tls_trust *trust, const char *host, bool verify, const char *protocol) {
    tls_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->trust = trust;
    session->verify = verify;
    session->is_address = looks_like_address(host);
    if (strlen(host) >= sizeof session->host) {
        free(session);
        return NULL;
    }
    strcpy(session->host, host);
    /* A name that ends in a dot is absolute to a resolver; certificates never have the dot (RFC 6066 section 3). */
    size_t length = strlen(session->host);
    if (length > 1 && session->host[length - 1] == '.') session->host[length - 1] = 0;
    mbedtls_ssl_init(&session->ssl);
    mbedtls_ssl_config_init(&session->config);
    int result = mbedtls_ssl_config_defaults(
        &session->config, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (result == 0) {
        mbedtls_ssl_conf_rng(&session->config, mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE);
        mbedtls_ssl_conf_authmode(&session->config, verify ? MBEDTLS_SSL_VERIFY_REQUIRED : MBEDTLS_SSL_VERIFY_NONE);
        mbedtls_ssl_conf_ca_chain(&session->config, &trust->authorities, NULL);
        if (trust->has_identity) result = mbedtls_ssl_conf_own_cert(&session->config, &trust->chain, &trust->key);
    }
    if (result == 0 && protocol) {
        session->protocols[0] = protocol;
        result = mbedtls_ssl_conf_alpn_protocols(&session->config, session->protocols);
    }
    if (result == 0) result = mbedtls_ssl_setup(&session->ssl, &session->config);
    /* RFC 6066 section 3: an address is no server name; it is compared with the certificate after the handshake. */
    if (result == 0) result = mbedtls_ssl_set_hostname(&session->ssl, session->is_address ? NULL : session->host);
    if (result != 0) {
        tls_close(session);
        return NULL;
    }
    mbedtls_ssl_set_bio(&session->ssl, session, send_bytes, receive_bytes, NULL);
    return session;
}

void tls_close(tls_session *session) {
    if (!session) return;
    mbedtls_ssl_free(&session->ssl);
    mbedtls_ssl_config_free(&session->config);
    free(session->in.bytes);
    free(session->out.bytes);
    free(session);
}

void tls_give(tls_session *session, const uint8_t *bytes, int64_t size) {
    /* Without memory the record is incomplete for ever, and the attempt's deadline ends it. */
    if (size > 0) queue_put(&session->in, bytes, (size_t)size);
}

void tls_end(tls_session *session) {
    session->ended = true;
}

int64_t tls_take(tls_session *session, uint8_t *buffer, int64_t size) {
    return (int64_t)queue_take(&session->out, buffer, (size_t)size);
}

static void say_flags(tls_session *session, uint32_t flags) {
    const char *what =
        flags & MBEDTLS_X509_BADCERT_EXPIRED       ? " has expired"
        : flags & MBEDTLS_X509_BADCERT_FUTURE      ? " is not valid yet"
        : flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED ? " is not signed by a trusted CA"
        : flags & MBEDTLS_X509_BADCERT_CN_MISMATCH ? " is for another name"
        : flags & (MBEDTLS_X509_BADCERT_BAD_MD | MBEDTLS_X509_BADCERT_BAD_PK | MBEDTLS_X509_BADCERT_BAD_KEY)
            ? " uses an algorithm that is too weak"
            : " was refused";
    say(session, "the certificate of ", session->host, what);
}

static void say_error(tls_session *session, int error) {
    char buffer[12];
    switch (error) {
    case MBEDTLS_ERR_X509_CERT_VERIFY_FAILED: say_flags(session, mbedtls_ssl_get_verify_result(&session->ssl)); break;
    case MBEDTLS_ERR_SSL_CONN_EOF:
    case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: say(session, "the server closed the connection during the TLS handshake", "", ""); break;
    case MBEDTLS_ERR_SSL_INVALID_RECORD: say(session, "the server does not speak TLS on this port", "", ""); break;
    case MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL: say(session, "the server does not offer HTTP/2 (ALPN h2)", "", ""); break;
    case MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION: say(session, "the server's TLS version is older than 1.2", "", ""); break;
    case MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE: {
        /* RFC 8446 section 6: the second byte of an alert is its description. */
        unsigned alert = session->ssl.in_msg ? session->ssl.in_msg[1] : 0;
        const char *what = alert == 40 ? " (handshake_failure)"
            : alert == 42 || alert == 116 ? ": it asks for a client certificate"
            : alert == 48 ? ": it does not trust the client's certificate"
            : alert == 70 ? " (protocol_version)"
            : alert == 112 ? " (unrecognized_name)"
            : alert == 120 ? " (no_application_protocol)" : "";
        say(session, "the server refused TLS with alert ", number_text(buffer, alert, 10), what);
        break;
    }
    default: say(session, "TLS failed (mbedTLS error -0x", number_text(buffer, (unsigned)-error, 16), ")");
    }
}

int tls_handshake(tls_session *session) {
    int result = mbedtls_ssl_handshake(&session->ssl);
    if (result == MBEDTLS_ERR_SSL_WANT_READ || result == MBEDTLS_ERR_SSL_WANT_WRITE) return 0;
    if (result != 0) {
        say_error(session, result);
        return -1;
    }
    if (session->verify && session->is_address) {
        uint32_t flags = 0;
        const mbedtls_x509_crt *peer = mbedtls_ssl_get_peer_cert(&session->ssl);
        if (!peer || mbedtls_x509_crt_verify((mbedtls_x509_crt *)peer, &session->trust->authorities, NULL, session->host, &flags, NULL, NULL) != 0) {
            say_flags(session, flags);
            return -1;
        }
    }
    if (session->protocols[0] && !mbedtls_ssl_get_alpn_protocol(&session->ssl)) {
        say_error(session, MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL);
        return -1;
    }
    return 1;
}

int64_t tls_read(tls_session *session, uint8_t *buffer, int64_t size) {
    while (true) {
        int result = mbedtls_ssl_read(&session->ssl, buffer, (size_t)size);
        if (result > 0) return result;
        if (result == MBEDTLS_ERR_SSL_WANT_READ) return 0;
        if (result == MBEDTLS_ERR_SSL_WANT_WRITE || result == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET) continue;
        if (result == 0 || result == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY || result == MBEDTLS_ERR_SSL_CONN_EOF) return -1;
        say_error(session, result);
        return -2;
    }
}

bool tls_write(tls_session *session, const uint8_t *bytes, int64_t size) {
    while (size > 0) {
        int result = mbedtls_ssl_write(&session->ssl, bytes, (size_t)size);
        if (result == MBEDTLS_ERR_SSL_WANT_WRITE || result == MBEDTLS_ERR_SSL_WANT_READ) continue;
        if (result <= 0) {
            say_error(session, result);
            return false;
        }
        bytes += result;
        size -= result;
    }
    return true;
}

const char *tls_words(tls_session *session) {
    return session->words[0] ? session->words : "TLS failed";
}

#else

/* Nothing opens here, so that nothing else can be called with a session. */
bool tls_is_built(void) { return false; }
tls_trust *tls_trust_new(void) { return NULL; }
int tls_trust_add(tls_trust *trust, const uint8_t *bytes, int64_t size) { (void)trust, (void)bytes, (void)size; return 0; }
int tls_trust_identity(tls_trust *trust, const uint8_t *chain, int64_t chain_size, const uint8_t *key, int64_t key_size) {
    (void)trust, (void)chain, (void)chain_size, (void)key, (void)key_size;
    return -1;
}
void tls_trust_free(tls_trust *trust) { (void)trust; }
tls_session *tls_open(tls_trust *trust, const char *host, bool verify, const char *protocol) {
    (void)trust, (void)host, (void)verify, (void)protocol;
    return NULL;
}
void tls_close(tls_session *session) { (void)session; }
void tls_give(tls_session *session, const uint8_t *bytes, int64_t size) { (void)session, (void)bytes, (void)size; }
void tls_end(tls_session *session) { (void)session; }
int64_t tls_take(tls_session *session, uint8_t *buffer, int64_t size) { (void)session, (void)buffer, (void)size; return 0; }
int tls_handshake(tls_session *session) { (void)session; return -1; }
int64_t tls_read(tls_session *session, uint8_t *buffer, int64_t size) { (void)session, (void)buffer, (void)size; return -2; }
bool tls_write(tls_session *session, const uint8_t *bytes, int64_t size) { (void)session, (void)bytes, (void)size; return false; }
const char *tls_words(tls_session *session) { (void)session; return "this waiter was built without TLS"; }

#endif
