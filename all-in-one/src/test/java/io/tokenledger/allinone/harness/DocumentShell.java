package io.tokenledger.allinone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs commands from a document as a reader would. */
public final class DocumentShell {
    private static final String END = "-=end of answer=-";

    private DocumentShell() {}

    /** Runs the script and returns its output; fails if the script fails. */
    public static String run(String script, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("the script failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the commands in one session and returns the output of each. */
    public static List<String> session(List<String> commands, Map<String, String> environment) {
        String script = commands.stream()
                .map(command -> command + "\necho; echo '" + END + "'\n")
                .collect(Collectors.joining());
        String[] answers = run(script, environment).split(END);
        return Arrays.asList(answers).subList(0, commands.size());
    }
}
