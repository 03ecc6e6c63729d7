package io.tokenledger.command.workspace;

import io.tokenledger.api.problem.ProblemCode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a workspace of somebody else's answers: http or https, a host, no more than a path, no slash at the end. */
record WorkspaceUrl(String value) {
    private static final int MAX_LENGTH = 500;

    WorkspaceUrl {
        value = value.strip().replaceFirst("/+$", "");
        if (value.length() > MAX_LENGTH || !isAllowed(value)) {
            throw ProblemCode.WORKSPACE_NOT_ALLOWED.because(
                    "The url of a workspace is an http or https address without user, query and fragment.");
        }
    }

    /** As a caller sent it; nothing sent stays null. */
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
