package io.tokenledger.api.request;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form that is read from the body only. Servlet parameters include those of the query, but a secret in a URL would
 * end up in access logs, so the query is ignored.
 */
public final class FormBody {
    private static final String TYPE = "application/x-www-form-urlencoded";

    /** Attribute of a request whose body was read, because a body can be read only once. */
    private static final String READ = FormBody.class.getName();

    private final Map<String, String> fields;

    private FormBody(Map<String, String> fields) {
        this.fields = fields;
    }

    /**
     * Reads the body.
     *
     * @throws ProblemException if the body is not a form, is too large, is not UTF-8, or repeats a field
     */
    public static FormBody of(HttpServletRequest request) throws IOException {
        if (request.getAttribute(READ) instanceof FormBody read) {
            return read;
        }
        FormBody form = parsed(request);
        request.setAttribute(READ, form);
        return form;
    }

    /** Whether the content type of the request is that of a form. */
    static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    private static FormBody parsed(HttpServletRequest request) throws IOException {
        byte[] body = read(request);
        if (body.length == 0) {
            return new FormBody(Map.of());
        }
        if (!isForm(request)) {
            throw ProblemCode.UNSUPPORTED_MEDIA_TYPE.because("The Content-Type must be %s.", TYPE);
        }
        return new FormBody(parse(new String(body, StandardCharsets.UTF_8)));
    }

    public Optional<String> field(String name) {
        @Nullable String value = fields.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static byte[] read(HttpServletRequest request) throws IOException {
        try {
            long length = request.getContentLengthLong();
            return length > 0 && length <= ApiLimits.MAX_BODY_BYTES
                    ? read(request.getInputStream(), (int) length)
                    : request.getInputStream().readNBytes(ApiLimits.MAX_BODY_BYTES + 1);
        } catch (BodyTooLargeException tooLarge) {
            throw ProblemCode.BODY_TOO_LARGE.because("The body is too large for this route.");
        } catch (BodyTooSlowException tooSlow) {
            throw BodyTooSlowException.problem();
        } catch (InvalidUtf8Exception notUtf8) {
            throw InvalidUtf8Exception.problem();
        }
    }

    /** Reads a body of known length without the buffer of 16 KiB that other bodies need, and its end. */
    private static byte[] read(InputStream body, int length) throws IOException {
        byte[] bytes = body.readNBytes(length);
        if (body.read() >= 0) {
            throw malformed();
        }
        return bytes;
    }

    private static Map<String, String> parse(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = PercentDecoder.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : PercentDecoder.decode(pair.substring(equals + 1));
            if (!name.isEmpty() && fields.putIfAbsent(name, value) != null) {
                throw malformed();
            }
        }
        return fields;
    }

    private static ProblemException malformed() {
        return ProblemCode.MALFORMED_FORM.because("The body is not a valid form.");
    }
}
