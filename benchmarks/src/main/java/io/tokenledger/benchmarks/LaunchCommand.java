package io.tokenledger.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints the command that starts the benchmarks, one word per line, with the JDK and class path of this program. */
public final class LaunchCommand {
    private LaunchCommand() {}

    public static void main(String[] arguments) {
        of(BenchmarkRunner.class, List.of()).forEach(System.out::println);
    }

    static List<String> of(Class<?> program, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), program.getName()));
        return command;
    }
}
