package io.tokenledger.command.workspace;

import io.tokenledger.api.problem.ProblemCode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Address of a workspace that the ledger does not serve: http or https, a host, at most a path, no slash at the end.
 */
record WorkspaceUrl(String value) {
    private static final int MAX_LENGTH = 500;

    WorkspaceUrl {
        value = value.strip().replaceFirst("/+$", "");
        if (value.length() > MAX_LENGTH || !isAllowed(value)) {
            throw ProblemCode.WORKSPACE_NOT_ALLOWED.because(
                    "'url' must be an http or https URL of at most 500 characters, without user, query and fragment.");
        }
    }

    /** The address that a caller sent; null if it is missing or blank. */
    static @Nullable WorkspaceUrl of(@Nullable String value) {
        return value == null || value.isBlank() ? null : new WorkspaceUrl(value);
    }

    private static boolean isAllowed(String text) {
        try {
            URI uri = URI.create(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
