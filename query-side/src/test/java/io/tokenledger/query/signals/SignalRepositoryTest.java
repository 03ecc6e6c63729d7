package io.tokenledger.query.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.resource.SignalKind;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.SignedIn;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.Callers;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.query.sql.SignalProperties;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signals by key, their rates, disabled kinds, and what callers see of a creator's origin. */
class SignalRepositoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Caller ALL = Callers.auditor();

    private final TestDatabase database = Projections.newDatabase();
    private final ProjectionFixture history =
            Projections.on(database, "account-listing", "organization-listing", "history", "audit-trail", "signals");
    private final SignalRepository signals = repository();
    private final UUID owner = UUID.randomUUID();
    private final UUID laptop = UUID.randomUUID();
    private final UUID job = UUID.randomUUID();

    private SignalRepository repository(String... disabled) {
        return new SignalRepository(database.jdbc(), new SignalProperties(Set.of(disabled)));
    }

    /** Two signals of the job, then three of the laptop, of two kinds, then one of an address. */
    private void someSignals() {
        dead(job, Duration.ZERO);
        dead(job, Duration.ofHours(2));
        dead(laptop, Duration.ofHours(3));
        dead(laptop, Duration.ofHours(5));
        for (int i = 0; i < 20; i++) {
            refuse(laptop, UseRefusalReason.WRONG_SECRET, Duration.ofHours(8).plusSeconds(i));
        }
        for (int i = 0; i < 20; i++) {
            refuse(null, UseRefusalReason.UNKNOWN, Duration.ofHours(9).plusSeconds(i));
        }
    }

    @Test
    void a_group_counts_each_kind_and_names_the_newest_reason() {
        someSignals();

        List<SignalGroup> groups = signals.pageByKey(FilterValues.NONE, ALL, List.of(), 10);

        assertThat(groups).hasSize(3);
        assertThat(groups.get(0).tokenId()).isNull();
        assertThat(groups.get(0).ip()).isEqualTo("192.0.2.66");
        assertThat(groups.get(0).times()).isEqualTo(1);
        SignalGroup second = groups.get(1);
        assertThat(second.tokenId()).isEqualTo(laptop);
        assertThat(second.ownerId()).isEqualTo(owner);
        assertThat(second.ip()).isNull();
        assertThat(second.times()).isEqualTo(3);
        assertThat(second.kinds())
                .containsExactly(
                        new SignalGroup.KindTimes(SignalKind.DEAD_VALUE_USED, 2),
                        new SignalGroup.KindTimes(SignalKind.REFUSAL_BURST, 1));
        assertThat(second.first()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(second.last()).isEqualTo(START.plus(Duration.ofHours(8)).plusSeconds(19));
        assertThat(second.kind()).isEqualTo(SignalKind.REFUSAL_BURST);
        assertThat(second.reason()).isEqualTo("20 refusals within ten minutes");
        assertThat(groups.get(2).tokenId()).isEqualTo(job);
        assertThat(groups.get(2).times()).isEqualTo(2);
    }

    @Test
    void pages_contain_each_group_once() {
        someSignals();
        List<SignalGroup> all = new ArrayList<>();
        List<String> place = List.of();
        for (List<SignalGroup> page = signals.pageByKey(FilterValues.NONE, ALL, place, 1);
                !page.isEmpty();
                page = signals.pageByKey(FilterValues.NONE, ALL, place, 1)) {
            all.addAll(page);
            SignalGroup last = page.getLast();
            place = List.of(Long.toString(last.position()), last.kind().wire());
        }

        assertThat(all).isEqualTo(signals.pageByKey(FilterValues.NONE, ALL, List.of(), 10));
    }

    @Test
    void filters_apply_to_the_counts_and_to_the_newest_reason() {
        someSignals();

        List<SignalGroup> groups = signals.pageByKey(filters("kind", "dead_value_used"), ALL, List.of(), 10);

        assertThat(groups).extracting(SignalGroup::tokenId).containsExactly(laptop, job);
        assertThat(groups).extracting(SignalGroup::times).containsExactly(2L, 2L);
        assertThat(groups.getFirst().reason()).isEqualTo("a value that is retired was used");
        assertThat(signals.pageByKey(filters("token", job.toString()), ALL, List.of(), 10))
                .extracting(SignalGroup::tokenId)
                .containsExactly(job);
        assertThat(signals.pageByKey(
                        filters("to", START.plus(Duration.ofHours(1)).toString()), ALL, List.of(), 10))
                .extracting(SignalGroup::times)
                .containsExactly(1L);
        assertThat(signals.pageByKey(FilterValues.NONE, Callers.user(owner), List.of(), 10))
                .extracting(SignalGroup::tokenId)
                .containsExactly(laptop, job);
        assertThat(signals.pageByKey(FilterValues.NONE, Callers.user(UUID.randomUUID()), List.of(), 10))
                .isEmpty();
    }

    @Test
    void disabled_kinds_are_counted_and_not_listed_unless_the_filter_names_them() {
        someSignals();
        SignalRepository quiet = repository("dead_value_used", "many_networks");

        assertThat(quiet.page(FilterValues.NONE, ALL, List.of(), 10))
                .extracting(Signal::kind)
                .containsOnly(SignalKind.REFUSAL_BURST);
        assertThat(quiet.pageByKey(FilterValues.NONE, ALL, List.of(), 10))
                .extracting(SignalGroup::times)
                .containsExactly(1L, 1L);
        assertThat(quiet.page(filters("kind", "dead_value_used"), ALL, List.of(), 10))
                .hasSize(4);
        assertThat(quiet.countByKind(FilterValues.NONE, ALL))
                .extracting(SignalEndpoint.SignalKindCount::times)
                .containsExactly(4L, 2L);
        assertThat(quiet.rates(FilterValues.NONE, ALL, START.plus(Duration.ofDays(1))))
                .contains(
                        new SignalKindRate(SignalKind.DEAD_VALUE_USED, false, 0.13),
                        new SignalKindRate(SignalKind.REFUSAL_BURST, true, 0.07),
                        new SignalKindRate(SignalKind.MANY_NETWORKS, false, 0));
    }

    @Test
    void a_rate_covers_the_last_thirty_days_of_what_the_caller_may_see() {
        someSignals();
        Instant later = START.plus(Duration.ofDays(30)).plus(Duration.ofHours(4));

        assertThat(signals.rates(filters("kind", "dead_value_used"), ALL, later))
                .containsExactly(new SignalKindRate(SignalKind.DEAD_VALUE_USED, true, 0.03));
        assertThat(signals.rates(filters("token", job.toString()), ALL, START.plus(Duration.ofDays(1))))
                .hasSize(SignalKind.values().length)
                .contains(new SignalKindRate(SignalKind.DEAD_VALUE_USED, true, 0.07));
        assertThat(signals.rates(FilterValues.NONE, Callers.user(UUID.randomUUID()), later))
                .allSatisfy(rate -> assertThat(rate.perDay()).isZero());
    }

    @Test
    void the_origin_of_a_creator_is_shown_only_to_callers_that_may_see_it() {
        UUID organization = UUID.randomUUID();
        UUID superuser = UUID.randomUUID();
        UUID account = UUID.randomUUID();
        history.given(
                SampleEvents.user(superuser, "root"), SampleEvents.serviceAccount(account, "robot", organization));
        history.at(START.plus(Duration.ofDays(1))).given(signIn(superuser, "192.0.2.1"));
        history.at(START.plus(Duration.ofDays(9)))
                .causedBy(
                        Map.of(EventMetadata.ACTOR_ACCOUNT_ID, superuser.toString(), EventMetadata.IP, "203.0.113.77"))
                .given(SampleEvents.key(job, account, "job", null));

        assertThat(signals.page(FilterValues.NONE, ALL, List.of(), 10))
                .extracting(Signal::kind)
                .containsExactly(SignalKind.KEY_CREATED_FROM_NEW_NETWORK);
        for (Caller caller : List.of(Callers.user(account), Callers.auditorOf(organization))) {
            assertThat(signals.page(FilterValues.NONE, caller, List.of(), 10)).isEmpty();
            assertThat(signals.pageByKey(FilterValues.NONE, caller, List.of(), 10))
                    .isEmpty();
            assertThat(signals.countByKind(FilterValues.NONE, caller)).isEmpty();
        }
    }

    @Test
    void an_account_sees_signals_about_its_own_origin() {
        history.given(SampleEvents.user(owner, "anna"));
        history.at(START).given(signIn(owner, "192.0.2.1"));
        history.at(START.plus(Duration.ofDays(9)))
                .causedBy(Map.of(EventMetadata.ACTOR_ACCOUNT_ID, owner.toString(), EventMetadata.IP, "203.0.113.77"))
                .given(SampleEvents.key(laptop, owner, "laptop", null));

        assertThat(signals.page(FilterValues.NONE, Callers.user(owner), List.of(), 10))
                .extracting(Signal::tokenId)
                .containsExactly(laptop);
    }

    private static SignedIn signIn(UUID account, String ip) {
        return new SignedIn(account, UUID.randomUUID().toString(), START, ip, "curl/8");
    }

    private void dead(UUID key, Duration after) {
        refuse(key, UseRefusalReason.RETIRED, after);
    }

    private void refuse(UUID key, UseRefusalReason reason, Duration after) {
        history.given(SampleEvents.refusal(key, key == null ? null : owner, reason, START.plus(after), "192.0.2.66"));
    }

    private static FilterValues filters(String name, String value) {
        return FilterValues.of(SignalFilter.class, Map.of(name, value));
    }
}
