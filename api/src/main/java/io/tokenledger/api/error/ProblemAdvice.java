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
import java.util.Set;
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

/** Turns whatever a handler throws into one refusal; nothing of a stack trace or of the framework reaches a caller. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter errors;
    private final CombinedOpenApi whole;

    ProblemAdvice(ProblemWriter errors, CombinedOpenApi whole) {
        this.errors = errors;
        this.whole = whole;
    }

    @ExceptionHandler
    void answer(Exception exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exception failure = ofWholeLedger(exception, request);
        if (failure instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
        }
        if (isDeparture(exception)) {
            LOG.debug("The caller left in the middle of a request", exception);
            response.setStatus(ProblemCode.BAD_REQUEST.status());
            return;
        }
        errors.write(request, response, refusal(failure).refusal());
    }

    /** A side that runs alone may have been asked for a route of the other, by a method that neither answers. */
    private Exception ofWholeLedger(Exception exception, HttpServletRequest request) {
        if (exception instanceof HttpRequestMethodNotSupportedException
                || exception instanceof NoResourceFoundException) {
            Set<String> methods = whole.methods(request.getRequestURI());
            if (!methods.isEmpty() && !methods.contains(request.getMethod())) {
                return new HttpRequestMethodNotSupportedException(request.getMethod(), methods);
            }
        }
        return exception;
    }

    /** Nobody is there any more to be told, and nothing of ours went wrong. */
    private static boolean isDeparture(Exception exception) {
        for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException) {
                return true;
            }
        }
        return false;
    }

    static ProblemException refusal(Exception exception) {
        return switch (exception) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case HttpRequestMethodNotSupportedException method ->
                ProblemCode.METHOD_NOT_ALLOWED.because("This route does not answer %s.", method.getMethod());
            case HttpMediaTypeNotSupportedException type ->
                ProblemCode.UNSUPPORTED_MEDIA_TYPE.because("This route does not read that content type.");
            case NoResourceFoundException none -> ProblemCode.ROUTE_NOT_FOUND.because("There is no such route.");
            case MethodArgumentTypeMismatchException mismatch ->
                ProblemCode.BAD_VALUE.because("The value of '%s' cannot be read.", mismatch.getName());
            case MissingServletRequestParameterException missing ->
                ProblemCode.BAD_REQUEST.because("The parameter '%s' is required.", missing.getParameterName());
            case BadRequestException malformed ->
                ProblemCode.BAD_REQUEST.because("The body is not framed as its headers say.");
            case InvalidParameterException unreadable ->
                ProblemCode.BAD_REQUEST.because("The query has a parameter that cannot be read.");
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
                return ProblemCode.BODY_TOO_LARGE.because("The body is larger than this route takes.");
            }
            if (cause instanceof BodyTooSlowException) {
                return BodyTooSlowException.refused();
            }
            if (cause instanceof InvalidUtf8Exception) {
                return InvalidUtf8Exception.refused();
            }
            if (cause instanceof MismatchedInputException || cause instanceof InputCoercionException) {
                return badValue((JacksonException) cause);
            }
        }
        return ProblemCode.MALFORMED_JSON.because("The body is not readable JSON%s.", place(exception));
    }

    /** Where a JSON reader gave up, so that nobody has to count brackets; never what stands there. */
    private static String place(HttpMessageNotReadableException exception) {
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
        String field = exception.getPath().getLast().getPropertyName();
        String what = field == null ? "an item" : field;
        return exception instanceof MismatchedInputException mismatch && mismatch.getTargetType() == Instant.class
                ? ProblemCode.BAD_VALUE.because("'%s' is an instant like 2026-01-31T12:00:00Z.", what)
                : ProblemCode.BAD_VALUE.because("The value of '%s' has the wrong type, or is out of range.", what);
    }

    private static ProblemException unexpected(Exception exception) {
        ProblemException foreseen = ExceptionTranslator.refusal(exception);
        if (foreseen != null) {
            return foreseen;
        }
        LOG.error("A request failed in a way that nobody foresaw", exception);
        return ProblemCode.INTERNAL_ERROR.because("The ledger failed to answer.");
    }
}
