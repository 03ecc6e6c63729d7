package io.tokenledger.query.notice.calendar;

import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.events.notice.NoticeKind;
import io.tokenledger.query.notice.NoticeText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Writes deadlines as an iCalendar file. Pure. A deadline always has the same UID. Each change of its key increases the
 * sequence number (RFC 5545, section 3.8.7.4), so that programs replace the event that they have.
 */
final class CalendarFile {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final Duration REFRESH = Duration.ofHours(6);

    private CalendarFile() {}

    static String of(List<CalendarDeadline> deadlines, PublicUrl ledger) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Token Ledger//Access tokens//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new Name("Access tokens"));
        calendar.add(new RefreshInterval(new ParameterList(), REFRESH));
        deadlines.forEach(deadline -> calendar.add(event(deadline, ledger)));
        StringWriter file = new StringWriter();
        try {
            new CalendarOutputter(false).output(calendar, file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toString();
    }

    private static VEvent event(CalendarDeadline deadline, PublicUrl ledger) {
        VEvent event =
                new VEvent(deadline.at(), LENGTH, "“" + deadline.name() + "” " + NoticeText.deadline(deadline.kind()));
        event.replace(new DtStamp(deadline.changedAt()));
        event.add(new LastModified(deadline.changedAt()));
        event.add(new Sequence(Math.toIntExact(deadline.version())));
        event.add(new Uid(deadline.tokenId() + suffix(deadline.kind()) + "@token-ledger"));
        event.add(new Description("Access token “%s” (%s) of %s at %s"
                .formatted(deadline.name(), deadline.tokenId(), deadline.ownerUsername(), ledger.value())));
        event.add(ImmutableTransp.TRANSPARENT); // does not make its reader look busy
        return event;
    }

    /** Never changes, because it is part of the UID. */
    private static String suffix(NoticeKind kind) {
        return kind == NoticeKind.RETENTION_END ? "-previous" : "-expiry";
    }
}
