package io.tokenledger.api.problem;

/** Which convention a route follows, told by its path alone, so that it also holds where no handler was found. */
public enum RouteConvention {
    /** ZenML's: {@code {"detail": ["<Name>", "<message>"]}}. */
    ZENML,
    /** RFC 9457 problem details. */
    LEDGER,
    /** RFC 6749, section 5.2. */
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
