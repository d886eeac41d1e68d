#ifndef HOLDFAST_CTLS_H
#define HOLDFAST_CTLS_H

/* TLS as a machine over bytes: ciphertext in and out through memory, no sockets, no files, no waiting. The event loop
 * stays in Swift. Over mbedTLS in the static build; the ordinary build has none and says so (tls_is_built). */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** CA certificates and a client's own certificate; shared by sessions, which must be closed before it is freed. */
typedef struct tls_trust tls_trust;
/** One connection. */
typedef struct tls_session tls_session;

/** Whether this build has TLS. */
bool tls_is_built(void);

/** "h2", for as long as the program lives. */
extern const char *const tls_h2;

/** Nothing trusted yet; NULL without memory. */
tls_trust *tls_trust_new(void);
/** Trusts the certificates of a PEM text or of one DER certificate. Returns how many were taken. */
int tls_trust_add(tls_trust *trust, const uint8_t *bytes, int64_t size);
/** Takes the client's certificate chain and its unencrypted key, both PEM or DER. 0, -1: certificate, -2: key,
 * -3: they do not belong together. */
int tls_trust_identity(tls_trust *trust, const uint8_t *chain, int64_t chain_size, const uint8_t *key, int64_t key_size);
/** Frees it. */
void tls_trust_free(tls_trust *trust);

/** A client's side of a connection to `host`, a name or an address: the certificate must be for it when `verify`.
 * `protocol` is the ALPN protocol to insist on, or NULL. NULL without memory. The trust must outlive the session. */
tls_session *tls_open(tls_trust *trust, const char *host, bool verify, const char *protocol);
/** Frees it; sends nothing. */
void tls_close(tls_session *session);

/** Takes ciphertext from the peer. */
void tls_give(tls_session *session, const uint8_t *bytes, int64_t size);
/** The peer ended its stream. */
void tls_end(tls_session *session);
/** Gives ciphertext for the peer: how many bytes were put into the buffer. */
int64_t tls_take(tls_session *session, uint8_t *buffer, int64_t size);
/** Goes on with the handshake: 1 when it is over, 0 when it needs more from the peer, -1 when it failed. */
int tls_handshake(tls_session *session);
/** Decrypts: how many bytes, 0 when more is needed from the peer, -1 at the end of the stream, -2 when it is broken. */
int64_t tls_read(tls_session *session, uint8_t *buffer, int64_t size);
/** Encrypts all of it; false when the session is broken. */
bool tls_write(tls_session *session, const uint8_t *bytes, int64_t size);
/** Why the session failed, in words for a user; never NULL. Valid until the session is closed. */
const char *tls_words(tls_session *session);

#endif
