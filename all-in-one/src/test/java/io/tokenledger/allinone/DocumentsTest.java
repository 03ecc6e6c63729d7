package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.DocumentShell;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The commands in the documents work as printed. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LEDGER", LEDGER.url(), "PASSWORD", LedgerUnderTest.PASSWORD);

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void the_readmes_tour_runs_as_printed() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String tour = readme.substring(readme.indexOf("<!-- tour -->"));
        String team = readme.substring(readme.indexOf("<!-- team -->"));

        String incident = readme.substring(readme.indexOf("<!-- incident -->"));
        String said = DocumentShell.run(
                "set -e; cd \"$(mktemp -d)\"\n" + script(tour) + "\n" + script(team) + "\n" + script(incident),
                ENVIRONMENT);

        assertThat(said)
                .contains("old value: 200", "new value: 200", "X-Auth-Kind: user", "deactivated: 401")
                .contains("\"token.rotated\"", "\"token.deactivated\"")
                .contains("\"max_idle_days\":60", "\"is_service_account\":true");
    }

    private static String script(String markdown) {
        return markdown.substring(markdown.indexOf("```sh\n") + 6, markdown.indexOf("\n```\n"));
    }

    @Test
    void the_readme_stays_under_150_lines() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(150);
    }

    /** Each block of {@code docs/tour.md} is a command and its output, with ids and secrets masked. */
    @Test
    void zenmls_own_page_line_by_line_answers_as_the_tour_says() throws IOException {
        Path tour = ROOT.resolve("docs/tour.md");
        List<String> commands = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String block : Files.readString(tour).split("```console\n")) {
            if (block.startsWith("$ ")) {
                String text = block.substring(2, block.indexOf("\n```"));
                int end = Pattern.compile("(?<!\\\\)\n|$")
                        .matcher(text)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .start();
                commands.add(text.substring(0, end));
                expected.add(text.substring(end).strip());
            }
        }

        List<String> answers = DocumentShell.session(commands, ENVIRONMENT).stream()
                .map(DocumentsTest::masked)
                .toList();

        assertThat(commands).hasSizeGreaterThan(12);
        assertThat(answers).isEqualTo(expected);
    }

    @Test
    void links_between_documents_lead_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !path.toString().contains("target"))
                    .filter(path -> !path.toString().contains(".venv")) // third-party documents
                    .toList()) {
                Pattern.compile("\\]\\(([^)#:]+)\\)")
                        .matcher(Files.readString(file))
                        .results()
                        .map(link -> file.resolveSibling(link.group(1)))
                        .filter(target -> !Files.exists(target))
                        .forEach(target -> broken.add(file + " -> " + target));
            }
        }
        assertThat(broken).isEmpty();
    }

    private static String masked(String answer) {
        return answer.strip()
                .replaceAll("ZENPROKEY_[0-9A-Za-z]{71}", "ZENPROKEY_…")
                .replaceAll("eyJ[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+\\.[0-9A-Za-z_-]+", "eyJ…")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>")
                .replaceAll("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<instant>");
    }
}
