package io.tokenledger.eventstore.personaldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.TokenUseRefused;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.eventstore.serialization.EventSerializer;
import io.tokenledger.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

class DatabaseSubjectKeysTest {
    private static final UUID SUBJECT = UUID.fromString("018f0000-0000-7000-8000-00000000000b");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

    private final TestDatabase database = TestDatabase.of("events");
    private final SubjectKeyRepository table = new SubjectKeyRepository(database.jdbc());

    @TempDir
    private Path folder;

    /** The keys as a process with this folder sees them. */
    private SubjectKeys process(Path keyFolder, @Nullable String forgetKey) {
        KeyEncryptionKeys wrapping = keyEncryptionKeys(keyFolder, forgetKey);
        return new DatabaseSubjectKeys(table, wrapping, CLOCK);
    }

    private KeyEncryptionKeys keyEncryptionKeys(Path keyFolder, @Nullable String forgetKey) {
        return new KeyEncryptionKeys(new KeyEncryptionKeyFiles(keyFolder), table, forgetKey, CLOCK);
    }

    private void destroy(String subject) {
        database.jdbc()
                .sql("UPDATE events.subject_key SET wrapped = NULL, destroyed_at = now() WHERE subject = ?")
                .param(subject)
                .update();
    }

    private long rows() {
        return database.jdbc()
                .sql("SELECT count(*) FROM events.subject_key")
                .query(Long.class)
                .single();
    }

    @Test
    void several_keys_are_read_by_one_statement() {
        List<UUID> subjects = Stream.generate(UUID::randomUUID).limit(3).toList();
        SubjectKeys first = process(folder, null);
        List<SecretKey> written = subjects.stream()
                .map(subject -> first.forWriting(subject).orElseThrow().key())
                .toList();
        SubjectKeys second = process(folder, null);

        second.load(Stream.concat(subjects.stream(), Stream.of(SUBJECT))
                .map(UUID::toString)
                .toList());
        database.jdbc().sql("DELETE FROM events.subject_key").update(); // so only the cache has them

        assertThat(subjects)
                .extracting(subject -> second.find(subject.toString()))
                .containsExactlyElementsOf(
                        written.stream().map(StoredKey.Usable::new).toList());
        assertThat(second.find(SUBJECT.toString())).isInstanceOf(StoredKey.Unknown.class);
    }

    @Test
    void a_loaded_key_is_forgotten_when_it_is_destroyed() {
        List<UUID> subjects = Stream.generate(UUID::randomUUID).limit(2).toList();
        SubjectKeys keys = process(folder, null);
        subjects.forEach(process(folder, null)::forWriting);
        keys.load(subjects.stream().map(UUID::toString).toList());

        destroy(subjects.getFirst().toString());
        keys.invalidate(subjects.getFirst());

        assertThat(keys.find(subjects.getFirst().toString())).isInstanceOf(StoredKey.Destroyed.class);
        assertThat(keys.find(subjects.getLast().toString())).isInstanceOf(StoredKey.Usable.class);
    }

    @Test
    void all_processes_have_the_same_key_of_a_subject() {
        SecretKey key = process(folder, null).forWriting(SUBJECT).orElseThrow().key();

        SubjectKeys other = process(folder, null);
        assertThat(other.forWriting(SUBJECT).orElseThrow().key()).isEqualTo(key);
        assertThat(other.find(SUBJECT.toString())).isEqualTo(new StoredKey.Usable(key));
    }

    @Test
    void concurrent_first_texts_about_a_subject_have_one_key() throws Exception {
        List<Callable<SecretKey>> writers = Stream.generate(() -> process(folder, null))
                .limit(8)
                .<Callable<SecretKey>>map(process ->
                        () -> process.forWriting(SUBJECT).orElseThrow().key())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<SecretKey> keys = threads.invokeAll(writers).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(keys).hasSize(1);
        }
    }

    @Test
    void the_database_does_not_contain_the_key() {
        SecretKey key = process(folder, null).forWriting(SUBJECT).orElseThrow().key();

        String row = database.jdbc()
                .sql("SELECT k::text FROM events.subject_key k")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(java.util.Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    @Test
    void a_text_about_no_account_has_the_key_of_the_month() {
        assertThat(process(folder, null).forWriting(null).orElseThrow().id()).isEqualTo("2026-11");
    }

    @Test
    void a_refused_use_of_an_unknown_key_has_the_key_of_the_month_in_which_it_happened() {
        Instant last = Instant.parse("2026-10-31T23:59:59Z");
        TokenUseRefused refused = new TokenUseRefused(
                null, null, null, UseRefusalReason.UNKNOWN, Channel.BEARER, "192.0.2.1", null, null, last, last, 1);

        String stored = EventSerializer.create(process(folder, null))
                .serialize(refused, String.class)
                .getData();

        assertThat(stored).contains("\"key\":\"2026-10\"");
    }

    @Test
    void an_address_of_no_known_account_has_the_key_of_the_month_of_its_event() {
        EventMessage<?> event = new GenericDomainEventMessage<>(
                "Account",
                SUBJECT.toString(),
                0,
                new AccountDeleted(SUBJECT),
                MetaData.with(EventMetadata.IP, "192.0.2.1"),
                "id",
                Instant.parse("2026-10-31T23:59:59Z"));
        PersonalDataCodec codec = new PersonalDataCodec(new ObjectMapper(), process(folder, null));

        assertThat(new MetadataCodec(codec, true)
                        .seal(event)
                        .getMetaData()
                        .get("personal")
                        .toString())
                .startsWith("2026-10 ");
    }

    @Test
    void only_keys_of_earlier_months_are_found_and_destroyed() {
        DatabaseSubjectKeys keys = (DatabaseSubjectKeys) process(folder, null);
        keys.forWriting(UUID.fromString("018f0000-0000-7000-8000-00000000000b"));
        for (int month = 8; month <= 11; month++) {
            keys.forWriting(
                    null,
                    YearMonth.of(2026, month)
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant());
        }
        SubjectKeyEraser eraser = new SubjectKeyEraser(database.jdbc(), keys);
        YearMonth august = YearMonth.of(2026, 8);

        assertThat(eraser.monthsBefore(YearMonth.of(2026, 10))).containsExactly(august, YearMonth.of(2026, 9));
        eraser.destroyMonth(august);
        eraser.destroyMonth(august);
        eraser.invalidateMonth(august);

        assertThat(eraser.monthsBefore(YearMonth.of(2026, 10))).containsExactly(YearMonth.of(2026, 9));
        assertThat(keys.find("2026-08")).isEqualTo(new StoredKey.Destroyed());
        assertThat(keys.find("2026-09")).isInstanceOf(StoredKey.Usable.class);
    }

    @Test
    void a_text_of_a_month_without_a_key_gets_that_of_the_next_month() {
        destroy(process(folder, null).forWriting(null).orElseThrow().id());

        assertThat(process(folder, null).forWriting(null).orElseThrow().id())
                .as("the clock was set back")
                .isEqualTo("2026-12");
    }

    @Test
    void a_text_about_an_erased_account_has_no_key() {
        process(folder, null).forWriting(SUBJECT);
        destroy(SUBJECT.toString());
        SubjectKeys keys = process(folder, null);

        assertThat(keys.find(SUBJECT.toString())).isEqualTo(new StoredKey.Destroyed());
        assertThat(keys.forWriting(SUBJECT)).isEmpty();
    }

    @Test
    void an_unknown_key_is_not_created_by_reading() {
        assertThat(process(folder, null).find(SUBJECT.toString())).isEqualTo(new StoredKey.Unknown());
        assertThat(rows()).isZero();
    }

    @Test
    void a_process_without_the_folder_starts_and_neither_reads_nor_writes(@TempDir Path empty) throws IOException {
        process(folder, null).forWriting(SUBJECT);

        KeyEncryptionKeys wrapping = keyEncryptionKeys(empty, null);
        SubjectKeys keys = new DatabaseSubjectKeys(table, wrapping, CLOCK);
        assertThat(wrapping.problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains(wrapping.currentId(), empty.toString(), "LEDGER_ENCRYPTION_KEYS_DIR"));
        assertThatThrownBy(() -> keys.find(SUBJECT.toString())).isInstanceOf(KeyEncryptionKeyMissingException.class);
        assertThatThrownBy(() -> keys.forWriting(SUBJECT)).isInstanceOf(KeyEncryptionKeyMissingException.class);
        assertThatThrownBy(() -> keys.forWriting(UUID.randomUUID()))
                .as("a new subject")
                .isInstanceOf(KeyEncryptionKeyMissingException.class);
        assertThat(rows()).isEqualTo(1);
        try (Stream<Path> files = Files.list(empty)) {
            assertThat(files).as("no new key").isEmpty();
        }
    }

    @Test
    void a_process_without_the_folder_continues_when_it_is_restored(@TempDir Path moved) throws IOException {
        SubjectKeys keys = process(folder, null);
        SecretKey key = keys.forWriting(SUBJECT).orElseThrow().key();
        SubjectKeys without = process(moved, null);
        assertThatThrownBy(() -> without.forWriting(SUBJECT)).isInstanceOf(KeyEncryptionKeyMissingException.class);

        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".key")).toList()) {
                Files.copy(file, moved.resolve(file.getFileName()));
            }
        }
        assertThat(without.forWriting(SUBJECT).orElseThrow().key()).isEqualTo(key);
    }

    @Test
    void an_operator_can_give_up_a_lost_key(@TempDir Path empty) {
        process(folder, null).forWriting(SUBJECT);
        UUID erased = UUID.randomUUID();
        process(folder, null).forWriting(erased);
        destroy(erased.toString());
        String lost = keyEncryptionKeys(empty, null).currentId();

        assertThat(keyEncryptionKeys(empty, "20200101T000000000Z").problem())
                .as("another id")
                .isPresent();
        KeyEncryptionKeys wrapping = keyEncryptionKeys(empty, lost);
        SubjectKeys keys = new DatabaseSubjectKeys(table, wrapping, CLOCK);
        assertThat(wrapping.problem()).isEmpty();
        assertThat(keys.find(SUBJECT.toString())).as("given up").isEqualTo(new StoredKey.Unknown());
        assertThat(keys.find(erased.toString())).as("still erased").isEqualTo(new StoredKey.Destroyed());
        assertThat(keys.forWriting(SUBJECT).orElseThrow().id()).isEqualTo(SUBJECT.toString());
        assertThat(keyEncryptionKeys(empty, lost).problem())
                .as("a second start")
                .isEmpty();
        assertThat(keys.find(SUBJECT.toString())).isInstanceOf(StoredKey.Usable.class);
    }

    private KeyEncryptionKeyRotation rotation(Path keyFolder) {
        return new KeyEncryptionKeyRotation(
                table, keyEncryptionKeys(keyFolder, null), new TransactionTemplate(database.transactions()));
    }

    @Test
    void a_rotation_wraps_all_keys_again_and_changes_none_of_them() {
        SubjectKeys keys = process(folder, null);
        List<SecretKey> before = new ArrayList<>();
        List<UUID> subjects = Stream.generate(UUID::randomUUID).limit(2_500).toList();
        subjects.forEach(
                subject -> before.add(keys.forWriting(subject).orElseThrow().key()));
        destroy(subjects.getFirst().toString());
        String previous = keyEncryptionKeys(folder, null).currentId();
        Clock later = Clock.offset(CLOCK, Duration.ofSeconds(1));

        KeyEncryptionKeyRotation.Rotation rotated = new KeyEncryptionKeyRotation(
                        table,
                        new KeyEncryptionKeys(new KeyEncryptionKeyFiles(folder), table, null, later),
                        new TransactionTemplate(database.transactions()))
                .rotate(() -> {});

        assertThat(rotated.keyId()).isNotEqualTo(previous);
        assertThat(rotated.rewrapped()).isEqualTo(2_499);
        assertThat(database.jdbc()
                        .sql("SELECT DISTINCT wrapped_by FROM events.subject_key WHERE wrapped IS NOT NULL")
                        .query(String.class)
                        .list())
                .containsExactly(rotated.keyId());
        SubjectKeys after = process(folder, null);
        assertThat(after.find(subjects.getFirst().toString())).isEqualTo(new StoredKey.Destroyed());
        for (int i = 1; i < subjects.size(); i++) {
            assertThat(after.forWriting(subjects.get(i)).orElseThrow().key()).isEqualTo(before.get(i));
        }
    }

    @Test
    void an_interrupted_rotation_is_continued_and_a_running_process_reads_both_keys() {
        SubjectKeys running = process(folder, null);
        SecretKey key = running.forWriting(SUBJECT).orElseThrow().key();
        Clock later = Clock.offset(CLOCK, Duration.ofSeconds(1));
        KeyEncryptionKeys wrapping = new KeyEncryptionKeys(new KeyEncryptionKeyFiles(folder), table, null, later);
        String newest = wrapping.replace(wrapping.currentId()); // the process ends here

        UUID other = UUID.randomUUID();
        SecretKey made = running.forWriting(other).orElseThrow().key();
        assertThat(process(folder, null).forWriting(SUBJECT).orElseThrow().key())
                .isEqualTo(key);
        KeyEncryptionKeyRotation.Rotation continued = rotation(folder).rotate(() -> {});

        assertThat(continued.keyId()).isEqualTo(newest);
        assertThat(continued.rewrapped())
                .as("one was wrapped with the newest already")
                .isEqualTo(1);
        SubjectKeys after = process(folder, null);
        assertThat(after.forWriting(SUBJECT).orElseThrow().key()).isEqualTo(key);
        assertThat(after.forWriting(other).orElseThrow().key()).isEqualTo(made);
    }

    @Test
    void a_rotation_without_the_current_key_changes_nothing(@TempDir Path empty) throws IOException {
        process(folder, null).forWriting(SUBJECT);
        KeyEncryptionKeyRotation rotation = rotation(empty);

        assertThatThrownBy(() -> rotation.rotate(() -> {})).isInstanceOf(KeyEncryptionKeyMissingException.class);
        try (Stream<Path> files = Files.list(empty)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_key_whose_file_has_other_content_is_reported_and_not_replaced() throws IOException {
        process(folder, null).forWriting(SUBJECT);
        String id = keyEncryptionKeys(folder, null).currentId();
        Files.writeString(
                folder.resolve(id + ".key"),
                java.util.Base64.getEncoder().encodeToString(AesGcm.newKey().getEncoded()));

        SubjectKeys keys = process(folder, null);
        assertThatThrownBy(() -> keys.forWriting(SUBJECT))
                .isInstanceOf(KeyEncryptionKeyMissingException.class)
                .hasMessageContaining("has another key");

        Files.writeString(folder.resolve(id + ".key"), "damaged");
        assertThat(keyEncryptionKeys(folder, null).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("is damaged"));
    }

    @Test
    void a_key_that_is_not_lost_is_not_given_up() {
        process(folder, null).forWriting(SUBJECT);
        String current = keyEncryptionKeys(folder, null).currentId();

        keyEncryptionKeys(folder, current);

        assertThat(process(folder, null).find(SUBJECT.toString())).isInstanceOf(StoredKey.Usable.class);
    }

    @Test
    void a_key_left_behind_by_an_interrupted_rotation_can_be_given_up_too(@TempDir Path partial) throws IOException {
        process(folder, null).forWriting(SUBJECT);
        Clock later = Clock.offset(CLOCK, Duration.ofSeconds(1));
        KeyEncryptionKeys wrapping = new KeyEncryptionKeys(new KeyEncryptionKeyFiles(folder), table, null, later);
        String previous = wrapping.currentId();
        String newest = wrapping.replace(previous);
        Files.copy(folder.resolve(newest + ".key"), partial.resolve(newest + ".key"));

        assertThat(keyEncryptionKeys(partial, null).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains(previous));
        assertThat(keyEncryptionKeys(partial, previous).problem()).isEmpty();
        assertThat(process(partial, null).find(SUBJECT.toString())).isEqualTo(new StoredKey.Unknown());
    }
}
