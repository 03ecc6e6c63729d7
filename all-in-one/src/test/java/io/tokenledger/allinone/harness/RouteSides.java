package io.tokenledger.allinone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses the side of a request by the rules for nginx in {@code deploy/nginx/sides.conf}. */
public final class RouteSides {
    private static final Path MAP = Path.of("../deploy/nginx/sides.conf");
    private static final Pattern LINE = Pattern.compile("\\s*\"~(.*)\"\\s+(command|query|console);");

    private record Rule(Pattern request, String side) {}

    private final List<Rule> rules = new ArrayList<>();

    public RouteSides() {
        try {
            for (String line : Files.readAllLines(MAP)) {
                Matcher rule = LINE.matcher(line);
                if (rule.matches()) {
                    rules.add(new Rule(Pattern.compile(rule.group(1)), rule.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code command}, {@code query} or {@code console}. */
    public String of(String method, String path) {
        return rules.stream()
                .filter(rule -> rule.request().matcher(method + " " + path).find())
                .findFirst()
                .map(Rule::side)
                .orElse("command");
    }
}
