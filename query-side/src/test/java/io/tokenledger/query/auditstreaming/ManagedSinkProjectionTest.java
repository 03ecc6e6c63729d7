package io.tokenledger.query.auditstreaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.operatoraudit.SinkAdded;
import io.tokenledger.events.operatoraudit.SinkChanged;
import io.tokenledger.events.operatoraudit.SinkPaused;
import io.tokenledger.events.operatoraudit.SinkRemoved;
import io.tokenledger.events.operatoraudit.SinkResumed;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ManagedSinkProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();

    private final ProjectionFixture sinks =
            new ProjectionFixture(DATABASE, new ManagedSinkProjection(DATABASE.template()));
    private final ManagedSinkRepository repository = new ManagedSinkRepository(JdbcClient.create(DATABASE.template()));
    private final UUID id = UUID.randomUUID();
    private final String name = "s-" + id;

    @Test
    void an_added_sink_starts_after_its_position() {
        sinks.given(added()).redeliver();

        ManagedSink sink = repository.findByName(name).orElseThrow();
        assertThat(sink.id()).isEqualTo(id);
        assertThat(sink.target()).isEqualTo("https://a.example/");
        assertThat(sink.startPosition()).isEqualTo(7);
        assertThat(sink.paused()).isFalse();
        assertThat(repository.all()).contains(sink);
    }

    @Test
    void a_pause_is_kept_until_the_sink_is_resumed() {
        sinks.given(added(), new SinkPaused(id, name)).redeliver();
        assertThat(repository.find(id).orElseThrow().paused()).isTrue();

        sinks.given(new SinkResumed(id, name)).redeliver();
        assertThat(repository.find(id).orElseThrow().paused()).isFalse();
    }

    @Test
    void a_change_replaces_target_and_format_and_raises_the_version() {
        sinks.given(added());
        long before = repository.find(id).orElseThrow().version();

        sinks.given(new SinkChanged(id, name, "https://b.example/", "csv")).redeliver();

        ManagedSink sink = repository.find(id).orElseThrow();
        assertThat(sink.target()).isEqualTo("https://b.example/");
        assertThat(sink.format()).isEqualTo("csv");
        assertThat(sink.version()).isGreaterThan(before);
    }

    @Test
    void a_removed_sink_frees_its_name_and_is_still_known_as_removed() {
        sinks.given(added(), new SinkRemoved(id, name)).redeliver();

        assertThat(repository.findByName(name)).isEmpty();
        assertThat(repository.all()).noneMatch(sink -> sink.id().equals(id));
        assertThat(repository.find(id).orElseThrow().removed()).isTrue();

        UUID next = UUID.randomUUID();
        sinks.given(new SinkAdded(next, name, "syslog", "siem:601", "cef", 9));
        assertThat(repository.findByName(name).orElseThrow().id()).isEqualTo(next);
    }

    private SinkAdded added() {
        return new SinkAdded(id, name, "webhook", "https://a.example/", "ndjson", 7);
    }
}
