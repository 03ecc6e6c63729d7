package io.tokenledger.command.workspace;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.NameRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name of a workspace. It needs no encoding in a URL, because the ledger serves the workspace below {@code /w/<name>}.
 */
record WorkspaceName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    WorkspaceName {
        if (!ALLOWED.matcher(value).matches()) {
            throw ProblemCode.WORKSPACE_NOT_ALLOWED.because(
                    "The name of a workspace must have 1 to 63 letters, digits and . _ -,"
                            + " and must begin with a letter or digit.");
        }
        NameRules.requireNoId(value);
    }

    static WorkspaceName of(@Nullable String value) {
        return new WorkspaceName(value == null ? "" : value.strip());
    }
}
