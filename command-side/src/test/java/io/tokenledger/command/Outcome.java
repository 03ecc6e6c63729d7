package io.tokenledger.command;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;

/** Expected outcome of a command in a test table: an event, {@link #NOTHING}, or the code of a problem. */
public final class Outcome {
    public static final String NOTHING = "nothing";

    private Outcome() {}

    public static void expect(ResultValidator<?> result, Object outcome) {
        if (outcome instanceof ProblemCode code) {
            result.expectNoEvents().expectException(withCode(code));
        } else if (NOTHING.equals(outcome)) {
            result.expectSuccessfulHandlerExecution().expectNoEvents();
        } else {
            result.expectSuccessfulHandlerExecution().expectEvents(outcome);
        }
    }

    private static Matcher<ProblemException> withCode(ProblemCode code) {
        return new FeatureMatcher<>(Matchers.is(code), "refusal with code", "code") {
            @Override
            protected ProblemCode featureValueOf(ProblemException refused) {
                return refused.problem().code();
            }
        };
    }
}
