package io.tokenledger.access.web;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;

/** Our words for what Spring or Tomcat refuse with nothing but a status. */
final class StandardRefusals {
    private StandardRefusals() {}

    static RefusalCode code(int status) {
        return switch (status) {
            case 404 -> RefusalCode.ROUTE_NOT_FOUND;
            case 405 -> RefusalCode.METHOD_NOT_ALLOWED;
            case 406 -> RefusalCode.NOT_ACCEPTABLE;
            case 413 -> RefusalCode.BODY_TOO_LARGE;
            case 415 -> RefusalCode.UNSUPPORTED_MEDIA_TYPE;
            case 431 -> RefusalCode.HEADERS_TOO_LARGE;
            case 503 -> RefusalCode.STORE_UNAVAILABLE;
            default -> status >= 500 ? RefusalCode.INTERNAL_ERROR : RefusalCode.BAD_REQUEST;
        };
    }

    static RefusedException of(int status) {
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
