package io.tokenledger.allinone.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
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
    private final SignatureAlgorithm algorithm;
    private final KeyPair keys;
    private volatile Map<String, String> tokenRequest = Map.of();
    private volatile CountDownLatch responseLatch = new CountDownLatch(0);
    private volatile String nextIdToken = "";

    public OidcProvider() {
        this(Jwts.SIG.RS256, "client_secret_basic");
    }

    /**
     * A provider that announces one algorithm of its ID tokens, and one way to authenticate.
     *
     * @param method method of authentication at the token endpoint
     */
    public OidcProvider(SignatureAlgorithm algorithm, String method) {
        this.algorithm = algorithm;
        this.keys = algorithm.keyPair().build();
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
                        new String[] {algorithm.getId()},
                        "token_endpoint_auth_methods_supported",
                        new String[] {method}));
        answer(
                "/jwks",
                () -> Map.of("keys", new Object[] {
                    Jwks.builder()
                            .key(keys.getPublic())
                            .id("k")
                            .algorithm(algorithm.getId())
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
        next(token, unsigned -> unsigned.signWith(keys.getPrivate(), algorithm));
    }

    /** The last request for a token: its authorization header and its form. */
    public Map<String, String> tokenRequest() {
        return tokenRequest;
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
        byte[] form = exchange.getRequestBody().readAllBytes(); // unread, it would break the connection's next request
        if (exchange.getRequestURI().getPath().equals("/token")) {
            tokenRequest = Map.of(
                    "authorization",
                    java.util.Objects.requireNonNullElse(
                            exchange.getRequestHeaders().getFirst("Authorization"), "none"),
                    "form",
                    new String(form, StandardCharsets.UTF_8));
        }
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
