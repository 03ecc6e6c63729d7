package io.tokenledger.allinone.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID Connect provider whose responses a test controls, including invalid ones. */
public final class OidcProvider implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair keys = Jwts.SIG.RS256.keyPair().build();
    private volatile CountDownLatch responseLatch = new CountDownLatch(0);
    private volatile String nextIdToken = "";

    public OidcProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer(
                "/.well-known/openid-configuration",
                () -> Map.of(
                        "issuer",
                        issuer(),
                        "authorization_endpoint",
                        issuer() + "/authorize",
                        "token_endpoint",
                        issuer() + "/token",
                        "jwks_uri",
                        issuer() + "/jwks",
                        "response_types_supported",
                        new String[] {"code"},
                        "subject_types_supported",
                        new String[] {"public"},
                        "id_token_signing_alg_values_supported",
                        new String[] {"RS256"}));
        answer(
                "/jwks",
                () -> Map.of("keys", new Object[] {
                    Jwks.builder()
                            .key((RSAPublicKey) keys.getPublic())
                            .id("k")
                            .algorithm("RS256")
                            .build()
                }));
        answer(
                "/token",
                () -> Map.of(
                        "access_token", "opaque", "token_type", "Bearer", "expires_in", 60, "id_token", nextIdToken));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A valid ID token for this subject and nonce. */
    public JwtBuilder idToken(String subject, String nonce) {
        Instant now = Instant.now();
        return Jwts.builder()
                .header()
                .keyId("k")
                .and()
                .issuer(issuer())
                .subject(subject)
                .claim("aud", "token-ledger")
                .claim("nonce", nonce)
                .claim("preferred_username", subject)
                .claim("name", "Name of " + subject)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plusSeconds(300)));
    }

    /** Sets the ID token for the next code. */
    public void next(JwtBuilder token, UnaryOperator<JwtBuilder> signing) {
        nextIdToken = signing.apply(token).compact();
    }

    public void next(JwtBuilder token) {
        next(token, unsigned -> unsigned.signWith(keys.getPrivate(), Jwts.SIG.RS256));
    }

    /** While the work runs, accepts every request and answers none. */
    public void silentWhile(Runnable work) {
        CountDownLatch begun = new CountDownLatch(1);
        responseLatch = begun;
        try {
            work.run();
        } finally {
            begun.countDown();
        }
    }

    private void answer(String path, java.util.function.Supplier<Map<String, ?>> body) {
        server.createContext(
                path, exchange -> respond(exchange, JsonMapper.shared().writeValueAsString(body.get())));
    }

    private void respond(HttpExchange exchange, String json) throws IOException {
        try {
            responseLatch.await();
        } catch (InterruptedException stopping) {
            throw new InterruptedIOException();
        }
        exchange.getRequestBody().readAllBytes(); // an unread body would break the connection's next request
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
