package io.tokenledger.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Code and documents use the terms of {@code docs/vocabulary.md} and none that its last column lists, and sentences in
 * {@code docs} have at most 25 words. Files in {@code vocabulary-exempt.txt} are exempt until they are rewritten.
 */
class VocabularyTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXEMPT = Path.of("src/test/resources/vocabulary-exempt.txt");
    private static final String SAMPLE = "| **cache** | entries in memory | by heart, door |";

    private static final Map<String, List<String>> OFFENCES = new TreeMap<>();
    private static final List<String> EXEMPT_PATHS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        ProseCheck check = new ProseCheck(Files.readString(ROOT.resolve("docs/vocabulary.md")));
        assertThat(check.terms()).hasSizeGreaterThan(20);
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            String path = ROOT.relativize(file).toString().replace('\\', '/');
            List<String> offences = check.offences(path, Files.readString(file));
            if (!offences.isEmpty()) {
                OFFENCES.put(path, offences);
            }
        }
        Files.readAllLines(EXEMPT).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(EXEMPT_PATHS::add);
    }

    @Test
    void no_file_has_a_term_to_avoid_or_a_long_sentence() {
        Map<String, List<String>> offences = new TreeMap<>(OFFENCES);
        offences.keySet().removeIf(file -> EXEMPT_PATHS.stream().anyMatch(file::startsWith));

        assertThat(offences)
                .as("Use the first column of docs/vocabulary.md, and at most 25 words a sentence in docs")
                .isEmpty();
    }

    @Test
    void every_exempt_path_still_has_an_offence() {
        assertThat(EXEMPT_PATHS)
                .as("Remove these paths from " + EXEMPT + ": each file is correct by now, or does not exist")
                .allMatch(path -> OFFENCES.keySet().stream().anyMatch(file -> file.startsWith(path)));
    }

    @Test
    void java_is_searched_in_comments_strings_and_type_names_but_not_in_identifiers() {
        List<String> offences = new ProseCheck(SAMPLE).offences("a/src/main/java/A.java", """
                /** Known by
                 * heart. {@link Door} */
                class OpenDoors {
                    int door = '"';
                    String message = "The \\"Door\\" is open.";
                    String sql = "SELECT FROM command_side.door, door_v2";
                } // a door
                """);

        assertThat(offences).containsExactly("\"by heart\"", "\"Door\"", "\"door\"", "\"Doors\"");
    }

    @Test
    void documents_are_searched_outside_of_code_and_sentences_are_counted_outside_of_tables() {
        String words = "word ".repeat(25);
        String document = "# A door\n\n" + words + "`code`. " + words + "end\n\n- " + words + "\n- " + words
                + "\n\n| by heart | " + words + words + "|\n\n```sh\ndoor\n" + words + words + "\n```\n`door`\n";

        assertThat(new ProseCheck(SAMPLE).offences("docs/a.md", document))
                .containsExactly(
                        "\"door\"", "\"by heart\"", "26 words: " + words + "X .", "26 words: " + words + "end");
        assertThat(new ProseCheck(SAMPLE).offences("README.md", document)).hasSize(2);
    }

    @Test
    void the_vocabulary_may_name_the_terms_to_avoid_in_its_third_column_only() {
        ProseCheck check = new ProseCheck(SAMPLE);

        assertThat(check.offences("docs/vocabulary.md", SAMPLE)).isEmpty();
        assertThat(check.offences("docs/vocabulary.md", "| **door** | a cache | — |"))
                .containsExactly("\"door\"");
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
            files.add(ROOT.resolve(name));
        }
        files.addAll(filesBelow(ROOT.resolve("docs"), ".md"));
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path sources = module.resolve("src/main/java");
                if (Files.isDirectory(sources)) {
                    files.addAll(filesBelow(sources, ".java"));
                }
            }
        }
        return files;
    }

    private static List<Path> filesBelow(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
