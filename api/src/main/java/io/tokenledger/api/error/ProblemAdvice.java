package io.tokenledger.api.error;

import io.tokenledger.api.openapi.CombinedOpenApi;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.request.BodyTooLargeException;
import io.tokenledger.api.request.BodyTooSlowException;
import io.tokenledger.api.request.InvalidUtf8Exception;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Turns each exception of a handler into one problem. Stack traces and details of the framework never reach a caller.
 */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter errors;
    private final CombinedOpenApi openApi;

    ProblemAdvice(ProblemWriter errors, CombinedOpenApi openApi) {
        this.errors = errors;
        this.openApi = openApi;
    }

    @ExceptionHandler
    void answer(Exception exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exception failure = withMethodsOfBothSides(exception, request);
        if (failure instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        if (isClientAbort(exception)) {
            LOG.debug("The client closed the connection during a request", exception);
            response.setStatus(ProblemCode.BAD_REQUEST.status());
            return;
        }
        errors.write(request, response, toProblem(failure).problem());
    }

    /**
     * The other side may have a route at this path. A method that neither side supports then gets 405 with the methods
     * of both.
     */
    private Exception withMethodsOfBothSides(Exception exception, HttpServletRequest request) {
        if (exception instanceof HttpRequestMethodNotSupportedException
                || exception instanceof NoResourceFoundException) {
            Set<String> methods = openApi.methods(request.getRequestURI());
            if (!methods.isEmpty() && !methods.contains(request.getMethod())) {
                return new HttpRequestMethodNotSupportedException(request.getMethod(), methods);
            }
        }
        return exception;
    }

    /** Whether the client closed the connection. It gets no response, and the log gets no error. */
    private static boolean isClientAbort(Exception exception) {
        for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException) {
                return true;
            }
        }
        return false;
    }

    static ProblemException toProblem(Exception exception) {
        return switch (exception) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case HttpRequestMethodNotSupportedException method ->
                ProblemCode.METHOD_NOT_ALLOWED.because(
                        "This route does not support the method %s.", method.getMethod());
            case HttpMediaTypeNotSupportedException type ->
                ProblemCode.UNSUPPORTED_MEDIA_TYPE.because(
                        "This route does not support the Content-Type of the request.");
            case NoResourceFoundException none -> ProblemCode.ROUTE_NOT_FOUND.because("There is no such route.");
            case MethodArgumentTypeMismatchException mismatch ->
                badValue(mismatch.getName(), mismatch.getRequiredType(), "has an invalid value. Correct it.");
            case MissingServletRequestParameterException missing ->
                ProblemCode.BAD_REQUEST.because("The parameter '%s' is required.", missing.getParameterName());
            case BadRequestException malformed ->
                ProblemCode.BAD_REQUEST.because(
                        "The body does not match its Content-Length or Transfer-Encoding header.");
            case InvalidParameterException unreadable ->
                ProblemCode.BAD_REQUEST.because("A query parameter is malformed.");
            case ErrorResponse standard ->
                StandardProblems.of(standard.getStatusCode().value());
            default -> unexpected(exception);
        };
    }

    private static ProblemException unreadable(HttpMessageNotReadableException exception) {
        for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refused) {
                return refused;
            }
            if (cause instanceof BodyTooLargeException) {
                return ProblemCode.BODY_TOO_LARGE.because("The body is too large for this route.");
            }
            if (cause instanceof BodyTooSlowException) {
                return BodyTooSlowException.problem();
            }
            if (cause instanceof InvalidUtf8Exception) {
                return InvalidUtf8Exception.problem();
            }
            if (cause instanceof MismatchedInputException || cause instanceof InputCoercionException) {
                return badValue((JacksonException) cause);
            }
        }
        return ProblemCode.MALFORMED_JSON.because("The body is not valid JSON%s.", location(exception));
    }

    /** The position at which the JSON is malformed; never the text at that position, which may be a secret. */
    private static String location(HttpMessageNotReadableException exception) {
        if (exception.getCause() instanceof JacksonException json && json.getLocation() != null) {
            return ": see line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return "";
    }

    private static ProblemException badValue(JacksonException exception) {
        if (exception.getPath().isEmpty()) {
            return ProblemCode.MALFORMED_JSON.because("The body must be one JSON object.");
        }
        String what = exception.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner) // of a list, the field that holds it
                .orElse("body");
        Class<?> type = exception instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return badValue(what, type, "has the wrong type, or is out of range. Correct it.");
    }

    /** Says which form the value must have, if its type says it. */
    private static ProblemException badValue(String what, @Nullable Class<?> type, String otherwise) {
        String form = otherwise;
        if (type == Instant.class) {
            form = "must be an instant such as 2026-01-31T12:00:00Z.";
        } else if (type == UUID.class) {
            form = "must be a UUID such as 5f0c7a52-6d7e-4d9e-9c1f-2f4f0a1b6c3d.";
        } else if (type == Boolean.class || type == boolean.class) {
            form = "must be true or false.";
        } else if (type == Integer.class || type == int.class) {
            form = "must be a whole number, at most 2147483647.";
        }
        return ProblemCode.BAD_VALUE.because("'" + what + "' " + form);
    }

    private static ProblemException unexpected(Exception exception) {
        ProblemException foreseen = ExceptionTranslator.translate(exception);
        if (foreseen != null) {
            return foreseen;
        }
        LOG.error("A request failed with an unexpected exception; its caller gets 500", exception);
        return ProblemCode.INTERNAL_ERROR.because("The request failed because of an internal error.");
    }
}
