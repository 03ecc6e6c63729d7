package io.tokenledger.allinone;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests pages of the web console as a browser does, with its cookies and forms. Follows no redirects. */
final class ConsoleSession {
    private final LedgerUnderTest ledger;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    ConsoleSession(LedgerUnderTest ledger) {
        this.ledger = ledger;
    }

    /** A session of an account whose password is that of all tests. */
    static ConsoleSession of(LedgerUnderTest ledger, String username) {
        ConsoleSession session = new ConsoleSession(ledger);
        HttpResponse<String> answer = session.signIn(username);
        if (answer.statusCode() != 302) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return session;
    }

    HttpResponse<String> signIn(String username) {
        return form("/console/sign-in", Map.of("username", username, "password", LedgerUnderTest.PASSWORD), Map.of());
    }

    /** Forgets the session, as a browser does that closes. */
    void forget() {
        cookies.getCookieStore().removeAll();
    }

    String csrf() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().endsWith("ledger_csrf"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Sends a form as a page of the console does. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        return form(path, fields, Map.of("X-CSRF-Token", csrf()));
    }

    /** Sends a form that must succeed, and returns the path of the page to which it leads. */
    String location(String path, Map<String, String> fields) {
        HttpResponse<String> answer = post(path, fields);
        if (answer.statusCode() != 302) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    HttpResponse<String> form(String path, Map<String, String> fields, Map<String, String> headers) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(ledger.url() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
