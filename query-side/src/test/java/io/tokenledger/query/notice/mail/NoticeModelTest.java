package io.tokenledger.query.notice.mail;

import static io.tokenledger.query.SampleEvents.DIGEST;
import static io.tokenledger.query.SampleEvents.key;
import static io.tokenledger.query.SampleEvents.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.notice.NoticePreferencesChanged;
import io.tokenledger.events.notice.NoticeSent;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.query.notice.NoticeFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the mails of 400 days with those of a naive model. */
class NoticeModelTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final int DAYS = 400;
    private static final int OWNERS = 6;
    private static final int KEYS_PER_OWNER = 3;

    private final NoticeFixture ledger = new NoticeFixture(START);
    private final Random random = new Random(23);
    private final List<Owner> owners = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** What the model knows of a key. */
    private static final class Key {
        private final UUID id = UUID.randomUUID();
        private final boolean busy;
        private Instant setAt = START;
        private Instant expiry = START;
        private int generation = 1;
        private @Nullable Instant lastUse;
        private final Set<String> told = new HashSet<>();

        Key(boolean busy) {
            this.busy = busy;
        }

        /** The notice of today, as the smallest of the stages that have begun; -1 if there is none. */
        int stage(Instant now) {
            if (!now.isBefore(expiry.plus(Duration.ofDays(1)))) {
                return -1;
            }
            for (int days : new int[] {0, 1, 7, 30}) {
                Instant from = expiry.minus(Duration.ofDays(days));
                if (!now.isBefore(from)) {
                    return from.isAfter(setAt) ? days : -1;
                }
            }
            return -1;
        }

        boolean isInUse(Instant now) {
            return lastUse != null && Duration.between(lastUse, now).compareTo(Duration.ofDays(30)) < 0;
        }

        String notice(int stage) {
            return id + " " + expiry + " " + stage;
        }

        boolean wasTold(int stage) {
            return told.stream()
                    .filter(notice -> notice.startsWith(id + " " + expiry))
                    .anyMatch(notice -> Integer.parseInt(notice.substring(notice.lastIndexOf(' ') + 1)) <= stage);
        }
    }

    private static final class Owner {
        private final UUID id = UUID.randomUUID();
        private final List<Key> keys = new ArrayList<>();
        private @Nullable Instant lastSummary;
    }

    @Test
    void the_mails_of_400_days_are_those_of_the_model() {
        try (MailFixture mail = new MailFixture(ledger)) {
            create();
            for (int day = 1; day <= DAYS; day++) {
                ledger.at(START.plus(Duration.ofDays(day)));
                live();
                owners.forEach(this::expect);
                mail.run();
            }

            List<String> sent = ledger.recorded(NoticeSent.class).stream()
                    .map(event -> event.notice().tokenId() + " "
                            + event.notice().deadline() + " " + event.notice().daysBefore()
                            + (event.notice().summary() ? " summary" : ""))
                    .toList();
            assertThat(new TreeSet<>(sent)).isEqualTo(new TreeSet<>(expected));
            assertThat(sent).doesNotHaveDuplicates().hasSizeGreaterThan(50);
            assertThat(mail.mails()).hasSizeLessThan(sent.size());
        }
    }

    private void create() {
        for (int o = 0; o < OWNERS; o++) {
            Owner owner = new Owner();
            owners.add(owner);
            ledger.given(new AccountRegistered(
                    owner.id,
                    AccountKind.USER,
                    "user-" + o,
                    "User",
                    "user-" + o + "@example.org",
                    Set.of(),
                    null,
                    null));
            ledger.given(new NoticePreferencesChanged(owner.id, true, false, true)); // uses raise signals
            for (int k = 0; k < KEYS_PER_OWNER; k++) {
                Key key = new Key(random.nextBoolean());
                key.expiry = START.plus(Duration.ofHours(24 + random.nextInt(120 * 24)));
                owner.keys.add(key);
                ledger.given(key(key.id, owner.id, "key-" + o + "-" + k, key.expiry));
            }
        }
    }

    /** Busy keys are used on most days. Some keys are rotated before they expire, and most afterwards. */
    private void live() {
        Instant now = ledger.now();
        List<LedgerEvent> events = new ArrayList<>();
        for (Owner owner : owners) {
            for (Key key : owner.keys) {
                boolean works = now.isBefore(key.expiry);
                if (works && key.busy && random.nextInt(4) > 0) {
                    key.lastUse = now;
                    events.add(use(key.id, owner.id, now, "10.0.0.1", "curl/8"));
                }
                if (random.nextInt(works ? 60 : 10) == 0) {
                    key.generation++;
                    key.setAt = now;
                    key.expiry = now.plus(Duration.ofHours(12 + random.nextInt(120 * 24)));
                    events.add(new TokenRotated(key.id, owner.id, DIGEST, key.generation, 0, null, key.expiry));
                }
            }
        }
        ledger.given(events.toArray(LedgerEvent[]::new));
    }

    /** One mail a day: keys in use first; other keys only without those, and a week after the last summary. */
    private void expect(Owner owner) {
        Instant now = ledger.now();
        List<Key> due = owner.keys.stream()
                .filter(key -> key.stage(now) >= 0 && !key.wasTold(key.stage(now)))
                .toList();
        List<Key> urgent = due.stream().filter(key -> key.isInUse(now)).toList();
        boolean summary = urgent.isEmpty();
        if (summary
                && owner.lastSummary != null
                && Duration.between(owner.lastSummary, now).toDays() < 7) {
            return;
        }
        for (Key key : summary ? due : urgent) {
            String notice = key.notice(key.stage(now));
            key.told.add(notice);
            expected.add(notice + (summary ? " summary" : ""));
            if (summary) {
                owner.lastSummary = now;
            }
        }
    }
}
