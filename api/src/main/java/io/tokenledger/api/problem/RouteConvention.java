package io.tokenledger.api.problem;

/** The format of errors on a route. It depends on the path alone, so that it is known even if no handler matches. */
public enum RouteConvention {
    /** ZenML's format: {@code {"detail": ["<Name>", "<message>"]}}. */
    ZENML,
    /** RFC 9457 problem details. */
    LEDGER,
    /** OAuth 2.0 errors (RFC 6749, section 5.2). */
    OAUTH2;

    public static RouteConvention of(String path) {
        if (isBelow(path, "/ledger") || isBelow(path, "/.well-known")) {
            return LEDGER;
        }
        return isBelow(path, "/oauth2") ? OAUTH2 : ZENML;
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
