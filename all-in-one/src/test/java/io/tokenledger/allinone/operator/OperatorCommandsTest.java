package io.tokenledger.allinone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorCommandsTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void a_mistyped_command_starts_no_ledger() {
        assertThat(OperatorCommands.run(List.of("reply", "audit-trail"), Map.of(), out))
                .hasValue(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Unknown command 'reply'", "replay <projection>");
    }

    @Test
    void settings_alone_start_one() {
        assertThat(OperatorCommands.run(List.of(), Map.of(), out)).isEmpty();
        assertThat(OperatorCommands.run(List.of("--server.port=0"), Map.of(), out))
                .isEmpty();
    }
}
