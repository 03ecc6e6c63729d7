package io.tokenledger.api.error;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;

/** Problems for requests that Spring or Tomcat reject with a status alone. */
public final class StandardProblems {
    private StandardProblems() {}

    static ProblemCode code(int status) {
        return switch (status) {
            case 404 -> ProblemCode.ROUTE_NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 431 -> ProblemCode.HEADERS_TOO_LARGE;
            case 503 -> ProblemCode.TEMPORARILY_UNAVAILABLE;
            default -> status >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.BAD_REQUEST;
        };
    }

    /** The problem of a status. */
    public static ProblemException of(int status) {
        return code(status)
                .because(
                        switch (status) {
                            case 404 -> "There is no such route.";
                            case 405 -> "This route does not support that method.";
                            case 406 -> "This route cannot send any media type of the Accept header.";
                            case 413 -> "The body is too large for this route.";
                            case 415 -> "This route does not support the Content-Type of the request.";
                            case 503 -> "The ledger is temporarily unavailable.";
                            default ->
                                status >= 500
                                        ? "The request failed because of an internal error."
                                        : "The request is malformed.";
                        });
    }
}
