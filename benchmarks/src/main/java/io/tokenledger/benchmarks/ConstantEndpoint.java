package io.tokenledger.benchmarks;

import io.tokenledger.api.request.FormBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The minimum that this web server can do for the same request: it reads the request and answers a constant of about
 * the same size. Paths below {@code /.well-known/} need no bearer, but pass all filters of the ledger.
 */
@RestController
class ConstantEndpoint {
    static final String PATH = "/.well-known/benchmark/constant";

    /** As long as the headers that {@code /oauth2/verify} adds. */
    static final byte[] ANSWER_TO_GET = "x".repeat(220).getBytes(StandardCharsets.UTF_8);

    /** As long as the JSON of an introspection. */
    static final byte[] ANSWER_TO_POST =
            ("{\"constant\":\"" + "x".repeat(320) + "\"}").getBytes(StandardCharsets.UTF_8);

    @GetMapping(PATH)
    ResponseEntity<byte[]> get(HttpServletRequest request) {
        return answer(request.getHeader(HttpHeaders.AUTHORIZATION) != null, MediaType.TEXT_PLAIN, ANSWER_TO_GET);
    }

    /** Reads the form as introspection does: Tomcat parses no form body, so a request parameter would be empty. */
    @PostMapping(PATH)
    ResponseEntity<byte[]> post(HttpServletRequest request) throws IOException {
        boolean complete = request.getHeader(HttpHeaders.AUTHORIZATION) != null
                && FormBody.of(request).field("token").isPresent();
        return answer(complete, MediaType.APPLICATION_JSON, ANSWER_TO_POST);
    }

    private static ResponseEntity<byte[]> answer(boolean complete, MediaType type, byte[] body) {
        return ResponseEntity.status(complete ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .contentType(type)
                .body(body);
    }
}
