package io.tokenledger.query.notice.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.events.notice.NoticeKind;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.util.Configurator;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID KEY = UUID.fromString("018f0000-0000-7000-8000-00000000000a");

    @Test
    void a_deadline_is_an_event_that_calendar_programs_read() throws IOException, ParserException {
        CalendarDeadline deadline = new CalendarDeadline(
                KEY, "nightly; a,b \\n", "alex", Instant.parse("2026-02-07T08:30:00Z"), NoticeKind.EXPIRY, NOW, 3);

        Calendar read = read(CalendarFile.of(List.of(deadline), new PublicUrl("https://ledger.example.org")));

        List<VEvent> events = read.getComponents("VEVENT");
        assertThat(events).hasSize(1);
        VEvent event = events.getFirst();
        assertThat(event.getUid().orElseThrow().getValue()).isEqualTo(KEY + "-expiry@token-ledger");
        assertThat(event.getSummary().getValue()).isEqualTo("“nightly; a,b \\n” expires");
        assertThat(event.getDateTimeStart().getValue()).isEqualTo("20260207T083000Z");
        assertThat(event.getRequiredProperty("DTSTAMP").getValue()).isEqualTo("20260131T120000Z");
        assertThat(event.getRequiredProperty("LAST-MODIFIED").getValue()).isEqualTo("20260131T120000Z");
        assertThat(event.getRequiredProperty("SEQUENCE").getValue()).isEqualTo("3");
        read.validate();
    }

    @Test
    void a_calendar_without_deadlines_is_valid() throws IOException, ParserException {
        Calendar read = read(CalendarFile.of(List.of(), new PublicUrl("https://ledger.example.org")));

        assertThat(read.getComponents("VEVENT")).isEmpty();
    }

    /** The library would otherwise fetch definitions of time zones, and log at the start of each program. */
    @Test
    void the_library_is_configured() {
        assertThat(Configurator.getProperty("net.fortuna.ical4j.timezone.update.enabled"))
                .contains("false");
    }

    private static Calendar read(String file) throws IOException, ParserException {
        return new CalendarBuilder().build(new StringReader(file));
    }
}
