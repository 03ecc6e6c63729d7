package io.tokenledger.allinone.harness;

import io.tokenledger.allinone.TokenLedger;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Archive of the classes that a ledger loads (class data sharing). Child processes that map it start with half the CPU
 * time. The first use trains it: a ledger starts, answers a few requests and stops.
 */
final class ClassArchive {
    private static final Path FILE = ChildClassPath.FOLDER.resolve("classes.jsa");

    private ClassArchive() {}

    /** The JVM options that map the archive. A JVM ignores an archive that does not fit its class path. */
    static List<String> options() {
        return Trained.OPTIONS;
    }

    private static List<String> train(String classPath) {
        long newest = Stream.of(classPath.split(File.pathSeparator))
                .mapToLong(jar -> new File(jar).lastModified())
                .max()
                .orElseThrow();
        if (FILE.toFile().lastModified() < newest) {
            Path data = LedgerUnderTest.newDirectory();
            PostgresPrograms.into(data);
            try (SideProcess training = new SideProcess(
                    List.of("-XX:ArchiveClassesAtExit=" + FILE, "-cp", classPath, TokenLedger.class.getName()),
                    "training",
                    Map.of("LEDGER_DATA_DIR", data.toString()),
                    List.of())) {
                training.start().awaitReady();
                Client admin = Client.at(training.url()).signIn("admin", LedgerUnderTest.PASSWORD);
                Client.at(training.url()).bearer(admin.newKey("training")).get("/oauth2/verify");
                training.stop();
            } finally {
                LedgerUnderTest.delete(data);
            }
        }
        return Files.exists(FILE) ? List.of("-XX:SharedArchiveFile=" + FILE) : List.of();
    }

    private static final class Trained {
        static final List<String> OPTIONS = train(ChildClassPath.ofThisJvm());
    }
}
