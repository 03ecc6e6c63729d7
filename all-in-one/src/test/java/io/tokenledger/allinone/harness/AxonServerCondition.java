package io.tokenledger.allinone.harness;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** In deployment mode {@code axonserver}, skips tests with a message if no Axon Server is available. */
public final class AxonServerCondition implements ExecutionCondition {
    private static final String SKIPPED = "SKIPPED, no Axon Server: start one in developer's mode and name it in "
            + "LEDGER_AXONSERVER_SERVERS, or name its jar by -Dledger.axonserver.jar, or start Docker";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!"axonserver".equals(System.getProperty("ledger.setting")) || AxonServer.isReachable()) {
            return ConditionEvaluationResult.enabled("runs here");
        }
        if (context.getTestClass().isPresent() && context.getTestMethod().isEmpty()) {
            System.err.println(context.getDisplayName() + ": " + SKIPPED);
        }
        return ConditionEvaluationResult.disabled(SKIPPED);
    }
}
