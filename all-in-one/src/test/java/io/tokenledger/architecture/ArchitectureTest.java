package io.tokenledger.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product follows every architecture rule, and a planted violation shows that each rule detects one. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tokenledger");
    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("io.tokenledger.architecture.violation");

    @ParameterizedTest
    @EnumSource(ArchitectureRule.class)
    void the_product_follows(ArchitectureRule rule) {
        rule.against("io.tokenledger").check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource(ArchitectureRule.class)
    void a_planted_violation_is_found_by(ArchitectureRule rule) {
        assertThatThrownBy(() ->
                        rule.against("io.tokenledger.architecture.violation").check(VIOLATIONS))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void no_file_is_longer_than_250_lines_and_the_median_is_below_60() throws IOException {
        List<Long> lengths;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            lengths = files.filter(file -> file.toString().contains("src/main/java")
                            && file.toString().endsWith(".java"))
                    .map(ArchitectureTest::lines)
                    .sorted()
                    .toList();
        }

        assertThat(lengths).hasSizeGreaterThan(100);
        assertThat(lengths.getLast()).isLessThanOrEqualTo(250);
        assertThat(lengths.get(lengths.size() / 2)).isLessThan(60);
    }

    @Test
    void every_package_has_a_description() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of(".."))) {
            assertThat(folders.filter(Files::isDirectory)
                            .filter(folder -> folder.toString().contains("src/main/java/io/tokenledger/"))
                            .filter(ArchitectureTest::holdsClasses)
                            .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                    .isEmpty();
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
