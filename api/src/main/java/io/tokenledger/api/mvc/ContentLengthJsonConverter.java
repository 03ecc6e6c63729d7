package io.tokenledger.api.mvc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON with a {@code Content-Length}. Spring's own converter flushes early, so the response is sent in chunks,
 * with two writes to the socket instead of one.
 */
public final class ContentLengthJsonConverter extends JacksonJsonHttpMessageConverter {
    private static final int INITIAL_CAPACITY = 512;

    public ContentLengthJsonConverter(JsonMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(
            Object answer, ResolvableType type, HttpOutputMessage output, @Nullable Map<String, Object> hints)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_CAPACITY);
        super.writeInternal(answer, type, new Buffered(output.getHeaders(), bytes), hints);
        output.getHeaders().setContentLength(bytes.size());
        bytes.writeTo(output.getBody());
    }

    private record Buffered(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
