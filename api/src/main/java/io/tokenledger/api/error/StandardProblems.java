package io.tokenledger.api.error;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;

/** Problems for requests that Spring or Tomcat reject with a status alone. */
final class StandardProblems {
    private StandardProblems() {}

    static ProblemCode code(int status) {
        return switch (status) {
            case 404 -> ProblemCode.ROUTE_NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 431 -> ProblemCode.HEADERS_TOO_LARGE;
            case 503 -> ProblemCode.STORE_UNAVAILABLE;
            default -> status >= 500 ? ProblemCode.INTERNAL_ERROR : ProblemCode.BAD_REQUEST;
        };
    }

    static ProblemException of(int status) {
        return code(status)
                .because(
                        switch (status) {
                            case 404 -> "There is no such route.";
                            case 405 -> "This route does not answer that method.";
                            case 406 -> "Nothing that the Accept header names can be sent.";
                            case 413 -> "The body is larger than this route takes.";
                            case 415 -> "This route does not read that content type.";
                            case 503 -> "The ledger cannot answer now.";
                            default ->
                                status >= 500 ? "The ledger failed to answer." : "The request cannot be understood.";
                        });
    }
}
