package io.tokenledger.allinone.operator;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Commands that an operator can run instead of starting a ledger. */
public final class OperatorCommands {
    private static final int UNKNOWN = 1;

    private OperatorCommands() {}

    /**
     * Runs the command that the arguments name.
     *
     * @return exit code of the command; empty if the arguments name no command and a ledger shall start
     */
    public static OptionalInt run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("--")) {
            return OptionalInt.empty();
        }
        if (arguments.getFirst().equals("replay")) {
            return OptionalInt.of(ReplayCommand.run(arguments.subList(1, arguments.size()), environment, out));
        }
        if (arguments.getFirst().equals(RebuildTablesCommand.NAME)) {
            return OptionalInt.of(RebuildTablesCommand.run(arguments.subList(1, arguments.size()), environment, out));
        }
        out.println("Unknown command '" + arguments.getFirst() + "'. Without a command, a ledger starts. Commands:");
        ReplayCommand.usage(out);
        RebuildTablesCommand.usage(out);
        return OptionalInt.of(UNKNOWN);
    }
}
